/** From the raw columns that were matched to what the configuration says of each column of the table, and what stays open. */

import { flagOf } from '../input/cell.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import { flagWord, meaningOf } from './code-words.ts';
import { isCurrency } from './iso-codes.ts';
import type { ColumnMatch } from './match-columns.ts';
import type { NumberFormat } from './numbers.ts';
import { type ColumnProfile, examplesOf, numbersOf } from './profile.ts';
import type { CodeProposal, ColumnProposal, MappingProposal } from './proposal.ts';
import { folded } from './words.ts';

export interface ProposalContext {
  readonly table: TableSchema;
  readonly profiles: readonly ColumnProfile[];
  readonly format: NumberFormat;
  /** The date format of the file; null: it must be answered, undefined: there are no dates. */
  readonly date: string | null | undefined;
}

/** A proposal for every required column, and for the others that were found. */
export function columnProposals(
  matches: readonly ColumnMatch[],
  context: ProposalContext,
): readonly ColumnProposal[] {
  return context.table.columns.flatMap((column): readonly ColumnProposal[] => {
    const match = matches.find((one) => one.column === column);
    if (match !== undefined && (match.confidence !== 'low' || !column.nullable))
      return [match.confidence === 'low' ? perhaps(match) : found(match, context)];
    if (match !== undefined) return [{ ...perhaps(match), required: false }];
    return column.nullable ? [] : [notFound(column, context)];
  });
}

function perhaps({ column, profile, reasons }: ColumnMatch): ColumnProposal {
  return {
    name: column.name,
    required: !column.nullable,
    state: 'unclear',
    confidence: 'low',
    mapping: { kind: 'open', perhaps: profile.name },
    reasons,
    examples: examplesOf(profile),
  };
}

function found(match: ColumnMatch, context: ProposalContext): ColumnProposal {
  const { column, profile, confidence, reasons } = match;
  const mapping = mappingOf(match, context);
  const codesOpen =
    mapping.kind === 'column' && mapping.codes?.some((code) => code.value === undefined) === true;
  const dateOpen = mapping.kind === 'column' && mapping.date !== null && mapping.date.format === null;
  const emptyOpen = mapping.kind === 'column' && mapping.emptyIsOpen;
  const emptyNote =
    profile.empty > 0 && !column.nullable && !emptyOpen
      ? [`${profile.empty} values are empty, and such rows become rejects`]
      : [];
  return {
    name: column.name,
    required: !column.nullable,
    state: codesOpen || dateOpen || emptyOpen ? 'unclear' : 'mapped',
    // Names that agree do not make up for codes that nobody knows.
    confidence: codesOpen && confidence === 'high' ? 'medium' : confidence,
    mapping,
    reasons: [
      ...reasons,
      ...(mapping.kind === 'scaled' ? [`its name says that it is in units of ${mapping.factor}`] : []),
      ...emptyNote,
    ],
    examples: mapping.kind === 'column' && mapping.codes !== null ? [] : examplesOf(profile),
  };
}

function mappingOf(match: ColumnMatch, context: ProposalContext): MappingProposal {
  const { column, profile, words } = match;
  if (words.factor !== '1' && column.unit === 'money' && profile.kind !== 'float')
    return {
      kind: 'scaled',
      column: profile.name,
      factor: words.factor,
      type: scaledType(profile, context.format),
    };
  const codes = codesOf(column, context.table, profile);
  return {
    kind: 'column',
    column: profile.name,
    date: column.type.kind === 'date' ? ownDate(profile, context.date) : null,
    codes,
    emptyIsOpen: !column.nullable && profile.empty > 0 && (column.type.kind === 'boolean' || codes !== null),
  };
}

/** A type that holds every value that was seen, with room. */
function scaledType(profile: ColumnProfile, format: NumberFormat): string {
  const digits = numbersOf(profile, format).map(({ plain }) => plain.split('.')[1]?.length ?? 0);
  return `decimal(18,${digits.reduce((most, one) => (one > most ? one : most), 3)})`;
}

function codesOf(
  column: Column,
  table: TableSchema,
  { counts, kind }: ColumnProfile,
): readonly CodeProposal[] | null {
  if (column.name === 'guarantee_scheme') return schemeCodes(counts);
  const isFlag = column.type.kind === 'boolean';
  if (!isFlag && column.domain?.kind !== 'values') return null;
  const texts = [...counts.keys()];
  const domain = column.domain?.kind === 'values' ? column.domain.values : [];
  const readable = isFlag
    ? kind === 'boolean' || texts.every((text) => flagOf(text) !== undefined)
    : texts.every((text) => domain.includes(text));
  if (readable && texts.length > 0) return null;
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, rows]) => ({ code, rows, value: meaningOf(code, table.name, column) }));
}

/** A file may tell only whether a deposit is insured, and not by which scheme. */
function schemeCodes(counts: ColumnProfile['counts']): readonly CodeProposal[] | null {
  const meant = [...counts].map(([code, rows]) => ({ code, rows, flag: flagWord(code) }));
  if (meant.length === 0 || meant.some(({ flag }) => flag === undefined)) return null;
  return meant.map(({ code, rows, flag }) => ({ code, rows, value: flag === 'false' ? null : undefined }));
}

/** What a column says of its own dates, where it is not what the file says of all. */
function ownDate(
  { date, kind }: ColumnProfile,
  ofFile: string | null | undefined,
): Extract<MappingProposal, { kind: 'column' }>['date'] {
  if (kind !== 'text' || date === undefined || ofFile === null) return null;
  const [only, second] = date.formats;
  if (ofFile !== undefined && date.formats.includes(ofFile)) return null;
  return { format: second === undefined ? (only ?? null) : null, fitting: date.formats };
}

function notFound(column: Column, { table, profiles }: ProposalContext): ColumnProposal {
  const base = { name: column.name, required: true, examples: [] };
  if (column.name === 'currency_code') {
    const named = profiles.flatMap((profile) =>
      folded(profile.name)
        .toUpperCase()
        .split(/[^A-Z]+/)
        .filter(isCurrency)
        .map((currency) => ({ currency, name: profile.name })),
    );
    const [first] = named;
    if (first !== undefined && named.every(({ currency }) => currency === first.currency))
      return {
        ...base,
        state: 'mapped',
        confidence: 'medium',
        mapping: { kind: 'constant', value: first.currency },
        reasons: [`the name of ${first.name} says so, and no column holds currencies`],
      };
  }
  const isKey = table.key.length === 1 && table.key[0] === column.name;
  const unique = isKey
    ? profiles.find((one) => one.counts.size === one.rows && one.empty === 0 && one.rows > 0)
    : undefined;
  const missing = { ...base, state: 'missing', confidence: null } as const;
  if (unique === undefined)
    return { ...missing, mapping: { kind: 'open', perhaps: null }, reasons: ['no column was found for it'] };
  return {
    ...missing,
    state: 'unclear',
    confidence: 'low',
    mapping: { kind: 'open', perhaps: unique.name },
    reasons: [`no column has its name; all ${unique.rows} values of ${unique.name} differ`],
  };
}
