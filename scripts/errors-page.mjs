/** The page docs/reference/errors.md, rendered from the registry of error codes. */

const INTRODUCTION = `# Errors

Every error that Plimsoll raises on purpose has a code. The text may get clearer from version to version; the code and the exit code
stay. With \`--json\` an error is a [document](json.md) with its code, message and place.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | a business "no": the calculation worked, and its answer is no |
| 2 | usage or bad input: what to change stands in the message |
| 3 | a fault of the machine or of Plimsoll itself |

In the messages below \`‹name›\` stands for what was found.`;

/** Stands in for any parameter: shows as ‹name›, and behaves as a text and as a list of one element that shows so too. */
function placeholder(name) {
  const shown = `‹${name}›`;
  const text = () => shown;
  const handler = {
    get(_target, key) {
      if (key === Symbol.toPrimitive || key === 'toString' || key === 'join') return text;
      if (key === Symbol.iterator) return () => [shown][Symbol.iterator]();
      if (key === 'length') return 1;
      if (key === 'map') return (each) => [each(shown)];
      if (key === 'slice' || key === 'filter' || key === 'sort') return () => stand;
      if (typeof ''[key] === 'function') return ''[key].bind(shown);
      return placeholder(`${name}.${String(key)}`);
    },
  };
  const stand = new Proxy({}, handler);
  return stand;
}

const params = new Proxy({}, { get: (_target, name) => placeholder(String(name)) });

const escapeCell = (text) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

/** One section per group: the part of the code before the point. */
export function renderErrorsPage(codes) {
  const groups = {};
  for (const code of Object.keys(codes)) groups[groupOf(code)] = [...(groups[groupOf(code)] ?? []), code];
  const sections = Object.entries(groups).map(([group, names]) =>
    [
      `## ${group}`,
      '',
      '| code | exit | message |',
      '| --- | --- | --- |',
      ...names.map(
        (name) =>
          `| \`${name}\` | ${codes[name].exit} | ${escapeCell(String(codes[name].message(params)))} |`,
      ),
    ].join('\n'),
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const groupOf = (code) => code.split('.')[0];
