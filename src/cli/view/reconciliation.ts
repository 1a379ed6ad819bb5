/** What a reconciliation found, for people and as JSON. */

import type { Breakdown } from '../../reconcile/breakdown.ts';
import type { Counted, InputCheck, InputDifference } from '../../reconcile/inputs.ts';
import type { Compared, StageCheck } from '../../reconcile/laws.ts';
import { formatDecimal } from '../../values/decimal.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';

/** Groups that are named of one number that differs. */
const GROUPS_MAX = 5;

export function inputJson({ table, by, value, outcomes }: InputCheck): unknown {
  return { table, [by]: value, ...outcomes };
}

export function stageJson(check: StageCheck): unknown {
  return {
    stage: check.stage,
    operator: check.operator,
    rows_in: check.rowsIn,
    rows_out: check.rowsOut,
    left_out: check.leftOut,
    compared: check.compared.map((each) => ({
      column: each.column,
      expected: formatDecimal(each.expected, each.scale),
      out: formatDecimal(each.out, each.scale),
      left_out: formatDecimal(each.leftOut, each.scale),
      differences: each.differences.map(({ group, missing }) => ({
        ...Object.fromEntries(check.by.map((name, i) => [name, group[i] ?? null])),
        missing: formatDecimal(missing, each.scale),
      })),
    })),
  };
}

export function printInputs(inputs: readonly InputCheck[], by: Breakdown, output: Output): void {
  const cells = (counted: Counted): readonly (string | bigint | null)[] => [
    counted.records,
    amountOf(counted),
  ];
  const title = (text: string) => ({ title: text, align: 'right' }) as const;
  const hasCorrected = inputs.some(({ outcomes }) => outcomes.corrected.records > 0n);
  output.table(
    [
      { title: 'input', align: 'left' },
      { title: by, align: 'left' },
      ...['read', '', 'accepted', '', 'rejected', '', ...(hasCorrected ? ['corrected', ''] : [])].map(title),
      ...['filtered', 'set aside'].map(title),
    ],
    inputs.map(({ table, value, outcomes }) => [
      table,
      value ?? (by === 'file' ? null : 'unknown'),
      ...cells(outcomes.read),
      ...cells(outcomes.accepted),
      ...cells(outcomes.rejected),
      ...(hasCorrected ? cells(outcomes.corrected) : []),
      outcomes.filtered.records,
      outcomes.set_aside.records,
    ]),
  );
  output.line();
  output.line(
    'Amounts are control totals: of the column that says how much a position is, and by file and entity over all currencies.',
  );
  output.line();
}

/** `1,250.00`, with the records whose amount can't be read: `1,250.00 + 2 unknown`. */
function amountOf({ records, amount, unknown }: Counted): string | null {
  if (records === 0n || (amount === null && unknown === 0n)) return null;
  if (unknown === 0n) return amount === null ? null : grouped(amount);
  return `${amount === null ? '' : `${grouped(amount)} + `}${grouped(String(unknown))} unknown`;
}

/** One line per stage: its rows, and the first of its amounts. */
export function printStages(stages: readonly StageCheck[], all: boolean, output: Output): void {
  const shown = stages.filter((stage) => all || stage.compared.some(({ column }) => column !== null));
  const right = (title: string) => ({ title, align: 'right' }) as const;
  output.table(
    [
      { title: 'stage', align: 'left' },
      { title: 'operator', align: 'left' },
      right('rows in'),
      right('rows out'),
      right('left out'),
      { title: 'number', align: 'left' },
      right('in'),
      right('out'),
      right('left out'),
      { title: '', align: 'left' },
    ],
    shown.flatMap((stage) => stageLines(stage, all)),
  );
  output.line();
}

function stageLines(stage: StageCheck, all: boolean): readonly (readonly (string | bigint | null)[])[] {
  const numbers = stage.compared.filter(({ column }) => column !== null);
  const first = numbers.find(({ differences }) => differences.length > 0) ?? numbers[0];
  const told = all ? numbers : first === undefined ? [] : [first];
  const ties = stage.compared.every(({ differences }) => differences.length === 0);
  const verdict = stage.compared.length === 0 ? 'nothing to compare' : ties ? 'ties' : 'DIFFERS';
  const head = [stage.stage, stage.operator, stage.rowsIn, stage.rowsOut, stage.leftOut];
  if (told.length === 0) return [[...head, null, null, null, null, verdict]];
  return told.map((each, i) => [
    ...(i === 0 ? head : head.map(() => null)),
    each.column,
    ...[each.expected, each.out, each.leftOut].map((units) => formatDecimal(units, each.scale)),
    i === 0 ? verdict : null,
  ]);
}

export function warnDifferences(
  inputs: readonly InputDifference[],
  stages: readonly StageCheck[],
  output: Output,
): void {
  const lines = [
    ...inputs.map(
      ({ table, where, expected, found }) => `${table}, ${where}: ${expected} at the import, ${found} now.`,
    ),
    ...stages.flatMap((stage) => stage.compared.flatMap((each) => differenceText(stage, each))),
  ];
  if (lines.length === 0) {
    const silent = stages.filter(({ compared }) => compared.length === 0).map(({ stage }) => stage);
    const rest =
      silent.length === 0
        ? ''
        : ` Not compared, since nothing is the same on both sides: ${silent.join(', ')}.`;
    output.line(
      `Everything ties: what was read is what was accepted, rejected, corrected, filtered or set aside, and every stage that is compared passes on what it got.${rest}`,
    );
    return;
  }
  for (const line of lines) output.warn(line);
  output.warn(
    'What does not tie must not be reported. `plimsoll store verify` finds files that changed after they were written; if it finds none, this is a fault of Plimsoll.',
  );
}

function differenceText(stage: StageCheck, { column, scale, differences }: Compared): readonly string[] {
  if (differences.length === 0) return [];
  const named = differences.slice(0, GROUPS_MAX).map(({ group, missing }) => {
    const where = stage.by.map((name, i) => `${name} ${group[i] ?? 'unknown'}`).join(', ');
    return `${where === '' ? '' : `${where}: `}${grouped(formatDecimal(missing, scale))}`;
  });
  const more = differences.length > GROUPS_MAX ? `; and ${differences.length - GROUPS_MAX} more` : '';
  return [`${stage.stage}, ${column ?? 'rows'}: missing ${named.join('; ')}${more}.`];
}
