/** The table that a reader sees, and the line that is kept in bench/history.ndjson. */

import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';
import { BASELINE_OF, VARIANTS } from './variants.mjs';

const HISTORY = join(import.meta.dirname, 'history.ndjson');

const seconds = (ms) => (ms / 1000).toFixed(2);
const grouped = (count) => count.toLocaleString('en-US');

export function tableText(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ');
  return [
    line(rows[0]),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.slice(1).map(line),
  ].join('\n');
}

/** Medians and ratios to the narrow baseline of the same task. */
export function sizeTable({ deals, factRows, medians, peaks }) {
  const rows = VARIANTS.map(({ name, fact }) => {
    const own = medians.get(name);
    const base = medians.get(BASELINE_OF[fact]);
    const peak = peaks.get(name);
    return [
      name,
      seconds(own.wallMs),
      `${(own.wallMs / base.wallMs).toFixed(2)} ×`,
      seconds(own.cpuMs),
      `${(own.cpuMs / base.cpuMs).toFixed(2)} ×`,
      peak === undefined ? '' : grouped(Math.round(peak)),
    ];
  });
  const head = ['', 'wall s', 'ratio', 'CPU s', 'ratio', 'peak MiB'];
  return `${grouped(deals)} deals, ${grouped(factRows)} rows of the fact; medians, ratios to the narrow baseline\n\n${tableText([head, ...rows])}`;
}

/** How time grows from the first size to the last. */
export function scalingTable(sizes) {
  const [small, large] = [sizes[0], sizes[sizes.length - 1]];
  const times = (name, key) => (large.medians.get(name)[key] / small.medians.get(name)[key]).toFixed(1);
  const rows = VARIANTS.map(({ name }) => [name, `${times(name, 'wallMs')} ×`, `${times(name, 'cpuMs')} ×`]);
  const head = ['', 'wall', 'CPU'];
  return `From ${grouped(small.deals)} to ${grouped(large.deals)} deals (${large.deals / small.deals} × the deals)\n\n${tableText([head, ...rows])}`;
}

const git = (...args) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout.trim();

/** Appends the figures with machine, versions and commit. */
export function keepHistory({ sizes, duckdb, ...rest }) {
  const round = (value) => Math.round(value);
  const figures = sizes.map(({ deals, factRows, medians, peaks, runs }) => ({
    deals,
    fact_rows: factRows,
    runs,
    variants: Object.fromEntries(
      [...medians].map(([name, { wallMs, cpuMs }]) => [
        name,
        {
          wall_ms: round(wallMs),
          cpu_ms: round(cpuMs),
          ...(peaks.has(name) ? { peak_mib: round(peaks.get(name)) } : {}),
        },
      ]),
    ),
  }));
  const line = {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short=12', 'HEAD'),
    // Another state of these folders than the commit's would be another program.
    changed: git('status', '--porcelain', '--', 'src', 'bench/baseline') !== '',
    machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, memory_gib: round(totalmem() / 2 ** 30) },
    versions: { node: process.versions.node, duckdb },
    ...rest,
    sizes: figures,
  };
  appendFileSync(HISTORY, `${JSON.stringify(line)}\n`);
  return line;
}
