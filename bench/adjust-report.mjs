/** Tables of measured adjustments. */

import { median } from './measure.mjs';
import { tableText } from './report.mjs';

const ms = (time) => (time === null ? '' : Math.round(time.wallMs).toLocaleString('en-US'));
const cpu = (time) => (time === null ? '' : Math.round(time.cpuMs).toLocaleString('en-US'));
const times = (of, to) => (of === null ? '' : `${(of / to).toFixed(1)} ×`);

/** Auto against the quicker of the two full ways, and against plain SQL for the metrics alone. */
export function caseTable(title, rows) {
  const head = [
    '',
    'rows',
    'fact by',
    'auto ms',
    'CPU',
    'full ms',
    'scratch ms',
    'CPU',
    'wall',
    'CPU',
    'SQL ms',
    'CPU',
    'wall',
    'CPU',
  ];
  const lines = rows.map(({ name, matched, how, auto, full, scratch, sql }) => {
    // Full skips what has not changed; where that is the fact, a run from scratch alone is a full run.
    const best = (key) => (how === 'unchanged' ? scratch[key] : Math.min(full[key], scratch[key]));
    return [
      name,
      matched.toLocaleString('en-US'),
      how,
      ms(auto),
      cpu(auto),
      ms(full),
      ms(scratch),
      cpu(scratch),
      times(best('wallMs'), auto.wallMs),
      times(best('cpuMs'), auto.cpuMs),
      ms(sql),
      cpu(sql),
      times(sql === null ? null : sql.wallMs, auto.wallMs),
      times(sql === null ? null : sql.cpuMs, auto.cpuMs),
    ];
  });
  return `${title}: how many times auto is quicker than the quicker full way, and than SQL for the metrics alone\n\n${tableText([head, ...lines])}`;
}

/**
 * Auto against the better forced way. Only what is more than 10 % slower was chosen wrongly. Where auto did, stage by stage, what a forced way did, the
 * time of that way stands for the choice: the same work done twice differs by noise alone.
 */
export function gridTable(rows) {
  const worse = (row, key) => row.auto[key] / Math.min(row.delta[key], row.full[key]);
  const chosen = (row, key) =>
    (row.as === null ? row.auto : row[row.as])[key] / Math.min(row.delta[key], row.full[key]);
  const head = ['rows', '', 'stage', 'auto', 'does as', 'auto ms', 'delta ms', 'full ms', 'to better', 'CPU'];
  const lines = rows.map((row) => [
    `${row.share * 100} %`,
    row.clustering,
    row.stage,
    row.how,
    row.as ?? 'neither',
    ms(row.auto),
    ms(row.delta),
    ms(row.full),
    worse(row, 'wallMs').toFixed(2),
    worse(row, 'cpuMs').toFixed(2),
  ]);
  const good = (key, of = worse) => rows.filter((row) => of(row, key) <= 1.1).length;
  return `Planner: within 10 % of the better forced way in ${good('wallMs')} of ${rows.length} by wall time, ${good('cpuMs')} by CPU time; by what it chose in ${good('wallMs', chosen)} and ${good('cpuMs', chosen)}\n\n${tableText([head, ...lines])}`;
}

export function tenText({ factRows }, { none, ten }) {
  const rate = (time) => `${(factRows / time / 1000).toFixed(2)} M rows/s`;
  return [
    `Full run without rules ${ms(none)} ms (CPU ${cpu(none)}), with ten ${ms(ten)} ms (CPU ${cpu(ten)}): fact rows`,
    `by the extra time ${rate(ten.wallMs - none.wallMs)} (CPU ${rate(ten.cpuMs - none.cpuMs)}), by the whole time ${rate(ten.wallMs)}.`,
  ].join(' ');
}

const END = 10;

/** First and last as medians of ten, because one adjustment alone is noise; and each time. */
export function sequenceText({ times: list }) {
  const part = (from, to, key) => median(list.slice(from, to).map((each) => each[key]));
  const ends = (key) => [part(0, END, key), part(list.length - END, list.length, key)];
  const line = (name, key) => {
    const [first, last] = ends(key);
    return `${name}: first ten ${first.toFixed(0)} ms, last ten ${last.toFixed(0)} ms, ${(last / first).toFixed(2)} ×`;
  };
  const each = list.map(({ wallMs }) => wallMs.toFixed(0)).join(' ');
  return [
    `${list.length} adjustments one after another`,
    line('wall', 'wallMs'),
    line('CPU', 'cpuMs'),
    line('planning', 'planMs'),
    `wall ms of each: ${each}`,
  ].join('\n');
}
