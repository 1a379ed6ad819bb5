/** Where the time of an adjustment goes: an engine that notes each statement, and what is left for JavaScript and files. */

/** The engine with a list of what it was asked: kind, milliseconds, text. */
export function watched(engine) {
  const log = [];
  const noted =
    (kind) =>
    async (sql, ...rest) => {
      const started = performance.now();
      try {
        return await engine[kind](sql, ...rest);
      } finally {
        log.push({ kind, ms: performance.now() - started, sql });
      }
    };
  return {
    log,
    engine: {
      name: engine.name,
      execute: noted('execute'),
      rows: noted('rows'),
      createTable: noted('createTable'),
      writeParquet: noted('writeParquet'),
      close: () => engine.close(),
    },
  };
}

const nameOf = ({ kind, sql }) => {
  if (kind === 'createTable') return `table: ${sql.replace(/ #.*/, '')}`;
  if (sql.startsWith('DROP')) return 'drop tables';
  if (kind === 'writeParquet') return 'write overlay';
  return `rows: ${sql.slice(0, 60).replaceAll(/\s+/g, ' ')}`;
};

/** The most expensive statements, and what was not spent in the engine. */
export function profileText(log, wallMs, count = 14) {
  const sums = new Map();
  for (const entry of log) {
    const sum = sums.get(nameOf(entry)) ?? { ms: 0, times: 0 };
    sums.set(nameOf(entry), { ms: sum.ms + entry.ms, times: sum.times + 1 });
  }
  const engineMs = log.reduce((total, entry) => total + entry.ms, 0);
  const lines = [...sums]
    .sort(([, a], [, b]) => b.ms - a.ms)
    .slice(0, count)
    .map(
      ([name, { ms, times }]) => `${ms.toFixed(1).padStart(9)} ms  ${String(times).padStart(3)} ×  ${name}`,
    );
  const rest = `${(wallMs - engineMs).toFixed(1).padStart(9)} ms         JavaScript and files (of ${wallMs.toFixed(0)} ms, ${log.length} statements)`;
  return [...lines, rest].join('\n');
}
