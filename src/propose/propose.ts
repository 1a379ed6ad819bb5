/**
 * Proposes a mapping for files that nobody has described yet.
 *
 * 1. A bounded look at each file: bytes, layout, rows as texts. What can't be read is told, and the others go on.
 * 2. Files that belong together become one source.
 * 3. Values are counted per raw column; the table is the one of whose columns most are found.
 * 4. What a table's rows name and no file gives (customers, securities) is proposed from the same file.
 *
 * The same files give the same proposal; nothing is written here.
 */

import { basename } from 'node:path';
import { DICTIONARY } from '../dictionary/dictionary.ts';
import type { Engine } from '../engine/engine.ts';
import { PlimsollError, plimsollError } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { frozen } from '../std/frozen.ts';
import { chooseTable, sure, type TableChoice } from './choose-table.ts';
import { columnProposals } from './column-proposals.ts';
import { type FileGroup, groupFiles } from './file-groups.ts';
import type { FileLook } from './file-look.ts';
import { isCurrency } from './iso-codes.ts';
import { lookAt } from './look.ts';
import { type ColumnMatch, matchColumns } from './match-columns.ts';
import { examplesOf, type FileProfile, profileOf } from './profile.ts';
import type { ColumnProposal, Confidence, Proposal, SourceProposal, UnreadableFile } from './proposal.ts';
import { numberFormat, valuesFormat } from './values-format.ts';

export interface ProposeRequest {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** The project's folder, absolute; files below it are named relative to it. */
  readonly folder: string;
  /** Opens the engine when a file needs it. */
  readonly engine: () => Promise<Engine>;
}

/** A group of files with the table that it feeds. */
interface Draft {
  readonly group: FileGroup;
  readonly profile: FileProfile;
  readonly table: TableSchema | undefined;
  readonly confidence: Confidence | null;
  readonly reasons: readonly string[];
  readonly matches: readonly ColumnMatch[];
}

/** Looks at the files. Nothing is raised for a file that can't be read: it is listed in the result. */
export async function propose({ files, folder, engine }: ProposeRequest): Promise<Proposal> {
  const looks: FileLook[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const file of files) {
    try {
      looks.push(await lookAt(file, engine));
    } catch (thrown) {
      const error = toldOf(thrown, file);
      unreadable.push({ file, code: error.code, message: error.message });
    }
  }
  const groups = await groupFiles(looks, folder);
  const drafts = groups.map(draftOf);
  const all = drafts
    .flatMap((draft) => withCompanions(draft, drafts))
    .sort((a, b) => placeOf(a) - placeOf(b));
  const entity = onlyEntity(drafts);
  const dates = [...new Set(groups.flatMap((group) => group.dates))].sort();
  return frozen({
    sources: all.map((draft) => sourceOf(draft, entity, all)),
    unreadable,
    date: dates.length === 1 ? (dates[0] ?? null) : null,
    currency: currencyOf(drafts),
    entityMissing: !drafts.some((draft) => draft.table?.name === 'entity'),
    gaps: gapsOf(all),
  });
}

function toldOf(thrown: unknown, file: string): PlimsollError {
  if (thrown instanceof PlimsollError) return thrown;
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  // Whatever the system or zlib says of the file; anything else is a fault of ours.
  if (!(thrown instanceof Error) || code === undefined) throw thrown;
  return code === 'ENOENT'
    ? plimsollError('propose.no_file', { path: file })
    : plimsollError('propose.unreadable', { file: basename(file), reason: thrown.message });
}

/** Files of several dates repeat their keys, so that the last date is looked at alone. */
function draftOf(group: FileGroup): Draft {
  const looks = group.looks;
  const last =
    group.dates.length > 1 ? [...looks].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(-1) : looks;
  const [first] = looks;
  const names = first?.names ?? [];
  const profile = profileOf({ names, types: first?.types ?? null, rows: last.flatMap((look) => look.rows) });
  const choice: TableChoice | undefined = chooseTable(
    looks.map((look) => basename(look.path)).join(' '),
    profile.columns,
    numberFormat(profile),
    DICTIONARY,
  );
  return {
    group,
    profile,
    table: choice?.table,
    confidence: choice?.confidence ?? null,
    reasons: choice?.reasons ?? ['too little of any table was recognised'],
    matches: choice?.matches ?? [],
  };
}

/** By which column a table's rows name those of another, and an amount that makes the other one worth proposing. */
const NAMED: readonly {
  readonly column: string;
  readonly table: string;
  readonly by: readonly string[];
  readonly needs?: string;
}[] = [
  { column: 'customer_id', table: 'customer', by: ['account', 'loan', 'security_financing'] },
  { column: 'security_id', table: 'instrument', by: ['holding'] },
  { column: 'security_id', table: 'holding', by: ['instrument'], needs: 'mtm_dirty' },
];

/** Tables that go with a file's and that no file gives: the same file may tell them. */
function companions(draft: Draft, drafts: readonly Draft[]): readonly Draft[] {
  return NAMED.flatMap(({ column, table: name, by, needs }): readonly Draft[] => {
    const table = DICTIONARY.find((one) => one.name === name);
    const match = sure(draft.matches).find((one) => one.column.name === column);
    if (table === undefined || match === undefined) return [];
    if (!by.includes(draft.table?.name ?? '') || drafts.some((one) => one.table === table)) return [];
    const taken = new Set(sure(draft.matches).map((one) => one.profile.name));
    const free = draft.profile.columns.filter((one) => one === match.profile || !taken.has(one.name));
    const matches = matchColumns(
      table,
      free,
      numberFormat(draft.profile),
      new Map([[column, match.profile.name]]),
    );
    const amount = sure(matches).find((one) => one.column.name === needs);
    if (needs !== undefined && amount === undefined) return [];
    const reason =
      amount === undefined
        ? `${draft.table?.name ?? ''} names them by ${match.profile.name}, and no file gives them`
        : `${amount.profile.name} is an amount of it, and no other file gives any`;
    return [{ ...draft, table, confidence: 'medium', reasons: [reason], matches }];
  });
}

/** A file with companions is of several tables, and which of them came first matters little. */
function withCompanions(draft: Draft, drafts: readonly Draft[]): readonly Draft[] {
  const others = companions(draft, drafts);
  const [other] = others;
  if (other === undefined || draft.confidence !== 'low') return [draft, ...others];
  const reasons = draft.reasons.filter((reason) => reason !== `next comes ${other.table?.name ?? ''}`);
  return [
    reasons.length < draft.reasons.length ? { ...draft, confidence: 'medium', reasons } : draft,
    ...others,
  ];
}

/** Entities come first, and the rest in the order of the dictionary; files without a table last. */
function placeOf({ table }: Draft): number {
  return table === undefined ? DICTIONARY.length : DICTIONARY.indexOf(table);
}

interface OnlyEntity {
  readonly id: string;
  readonly file: string;
}

function onlyEntity(drafts: readonly Draft[]): OnlyEntity | undefined {
  const [draft, second] = drafts.filter((one) => one.table?.name === 'entity');
  const match = draft?.matches.find((one) => one.column.name === 'entity_id');
  const [id, other] = match?.profile.counts.keys() ?? [];
  if (draft === undefined || second !== undefined || id === undefined || other !== undefined)
    return undefined;
  return { id, file: draft.group.patterns[0] ?? '' };
}

function sourceOf(draft: Draft, entity: OnlyEntity | undefined, all: readonly Draft[]): SourceProposal {
  const { group, profile, table, matches } = draft;
  const [first] = group.looks;
  if (first === undefined) throw new Error('Invariant broken: a group has a file');
  // The sources of one file share how it is written.
  const together = all.filter((one) => one.group === group).flatMap((one) => sure(one.matches));
  const isText = first.format === 'csv';
  const values = valuesFormat(profile, together, isText ? openAmount(draft) : undefined);
  const isDated = together.some((match) => match.column.type.kind === 'date');
  const context = {
    profiles: profile.columns,
    format: numberFormat(profile),
    date: isDated ? values.date : undefined,
  };
  const columns =
    table === undefined
      ? []
      : columnProposals(matches, { ...context, table }).map((column) => ofEntity(column, table, entity));
  const mentioned = new Set(
    all.filter((one) => one.group === group).flatMap((one) => one.matches.map((match) => match.profile.name)),
  );
  const own = group.looks.find((look) => !look.ascii) ?? first;
  return {
    table: table?.name ?? null,
    tableConfidence: draft.confidence,
    tableReasons: draft.reasons,
    patterns: group.patterns,
    files: group.looks.map((look) => look.path),
    group: [...new Set(all.map((one) => one.group))].indexOf(group),
    format: first.format,
    csv: {
      ...first.csv,
      encoding: own.csv.encoding,
      lastLineEnd: group.looks.some((look) => look.csv.lastLineEnd === 'optional') ? 'optional' : 'required',
    },
    csvReasons: own.csvReasons,
    values,
    rows: group.looks.reduce((sum, look) => sum + look.rows.length, 0),
    whole: group.looks.every((look) => look.whole),
    columns,
    same: columns.length > 0 && columns.every((column) => isSame(column)) && first.csv.names === null,
    unused: profile.columns
      .filter((column) => !mentioned.has(column.name))
      .map((column) => ({ name: column.name, examples: examplesOf(column) })),
    where: group.looks.flatMap((look) => look.where ?? [])[0] ?? null,
    warnings: group.looks.flatMap((look) =>
      look.warnings.map((warning) =>
        group.looks.length === 1 ? warning : `${basename(look.path)}: ${warning}`,
      ),
    ),
  };
}

/** The first amount that a table must have and for which no column is sure. */
function openAmount({ table, matches }: Draft): string | undefined {
  const found = sure(matches).map((match) => match.column.name);
  return table?.columns.find(
    ({ name, type, nullable }) => type.kind === 'decimal' && !nullable && !found.includes(name),
  )?.name;
}

/** Where one entity reports, everything is its own. */
function ofEntity(
  column: ColumnProposal,
  table: TableSchema,
  entity: OnlyEntity | undefined,
): ColumnProposal {
  if (
    column.name !== 'entity_id' ||
    table.name === 'entity' ||
    column.state !== 'missing' ||
    entity === undefined
  )
    return column;
  const reasons = [`the only entity of ${entity.file}`];
  return {
    ...column,
    state: 'mapped',
    confidence: 'medium',
    mapping: { kind: 'constant', value: entity.id },
    reasons,
  };
}

function isSame({ name, state, mapping }: ColumnProposal): boolean {
  return (
    state === 'mapped' &&
    mapping.kind === 'column' &&
    mapping.column === name &&
    mapping.codes === null &&
    mapping.date === null
  );
}

/** What rows name in tables that nobody gives, beyond what the same file could tell. */
function gapsOf(drafts: readonly Draft[]): readonly string[] {
  const gives = (name: string): boolean => drafts.some((draft) => draft.table?.name === name);
  const found = drafts.flatMap((draft) => sure(draft.matches).filter(({ profile }) => profile.rows > 0));
  const currencies = new Set(
    found.flatMap(({ column, profile }) =>
      column.name === 'currency_code' ? [...profile.counts.keys()] : [],
    ),
  );
  const scheme = found.find(({ column }) => column.name === 'guarantee_scheme');
  return [
    ...(scheme !== undefined && !gives('insurance_scheme')
      ? [
          `${scheme.profile.name} tells which deposits are insured, and no file gives the table insurance_scheme with the limit`,
        ]
      : []),
    ...(currencies.size > 1 && !gives('exchange_rate')
      ? [
          `there are ${currencies.size} currencies (${[...currencies].sort().slice(0, 5).join(', ')}), and no file gives the table exchange_rate`,
        ]
      : []),
  ];
}

function currencyOf(drafts: readonly Draft[]): Proposal['currency'] {
  const counts = new Map<string, number>();
  for (const { matches, table } of drafts) {
    if (table?.name === 'exchange_rate') continue;
    for (const { column, profile } of sure(matches)) {
      if (column.name !== 'currency_code') continue;
      for (const [code, rows] of profile.counts)
        if (isCurrency(code)) counts.set(code, (counts.get(code) ?? 0) + rows);
    }
  }
  const total = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most === undefined) return null;
  return { code: most[0], reason: `${most[1]} of ${total} rows with a currency` };
}
