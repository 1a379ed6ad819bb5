/**
 * Perimeters: each entity alone, all of them (`GROUP`), and those that the bank names; and from sums by entity to rows of perimeters.
 *
 * What two members owe each other takes no part: a row is dropped on each side by itself, where its counterparty or the issuer of its
 * security is a member on the calculation date. Nothing is matched for that, so that what the two sides tell differently stays in sight
 * (`intragroup_differences`).
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';
import { GROUP_PERIMETER } from './constants.ts';

const ENTITY_SCOPES: ExpandStage = {
  kind: 'expand',
  name: 'entity_scopes',
  doc: 'Every entity in the perimeter of its own and in that of all.',
  input: 'entity',
  expansion: {
    form: 'rows',
    sequence: 'scope',
    columns: [],
    rows: [
      { sequence: 'entity', values: {} },
      { sequence: 'group', values: {} },
    ],
  },
  lookups: [],
  columns: [
    ...pass('entity_id', 'scope'),
    // An entity that bears the group's name would be counted in it twice: it has no perimeter, which stops the run.
    compute(
      'perimeter',
      `case when scope = 'group' then '${GROUP_PERIMETER}' when entity_id != '${GROUP_PERIMETER}' then entity_id end`,
      TEXT,
      {
        required: 'no reporting entity may be called GROUP, which stands for all of them. Rename the entity.',
      },
    ),
  ],
};

const NAMED_MEMBERS: DeriveStage = {
  kind: 'derive',
  name: 'named_members',
  doc: 'Members of the perimeters that the bank names, on the calculation date.',
  input: 'perimeter_member',
  lookups: [
    {
      name: 'entity',
      table: 'entity',
      on: { entity_id: 'entity_id' },
      miss: 'error',
      advice:
        "Its entity_id '{entity_id}' is not in the table entity, or was rejected there (`plimsoll show rejects`). Add the entity, or take it out of the perimeter.",
    },
    {
      name: 'taken',
      table: 'entity',
      on: { entity_id: 'scope' },
      miss: { defaults: { type: null } },
    },
  ],
  columns: [
    ...pass('entity_id'),
    passAs('scope', 'perimeter'),
    lookupColumn('entity', 'member_type', { column: 'type' }),
    lookupColumn('taken', 'type_of_name', { column: 'type' }),
    compute(
      'perimeter',
      `case when member_type is not null and type_of_name is null and scope != '${GROUP_PERIMETER}' then scope end`,
      TEXT,
      {
        required:
          "its perimeter '{scope}' is the name of a reporting entity, which is a perimeter by itself, or GROUP, which stands for all entities. Give the perimeter another name.",
      },
    ),
  ],
};

const NAMED_SCOPES: DeriveStage = {
  kind: 'derive',
  name: 'named_scopes',
  doc: 'The same in the columns of `entity_scopes`.',
  input: 'named_members',
  lookups: [],
  columns: pass('entity_id', 'scope', 'perimeter'),
};

const MEMBERSHIP: AggregateStage = {
  kind: 'aggregate',
  name: 'membership',
  doc: 'Which entity is in which perimeter on the calculation date.',
  input: 'membership_rows',
  groupBy: ['entity_id', 'perimeter'],
  measures: [{ name: 'origins', fn: 'count' }],
};

const PERIMETER_SIZES: AggregateStage = {
  kind: 'aggregate',
  name: 'perimeter_sizes',
  doc: 'How many members each perimeter has on the calculation date.',
  input: 'membership',
  groupBy: ['perimeter'],
  measures: [{ name: 'members', fn: 'count' }],
};

export const MEMBERSHIP_STAGES = [
  ENTITY_SCOPES,
  NAMED_MEMBERS,
  NAMED_SCOPES,
  {
    kind: 'union',
    name: 'membership_rows',
    doc: 'The same in one table.',
    tagColumn: 'origin',
    branches: [
      { tag: 'every_entity', input: 'entity_scopes' },
      { tag: 'named', input: 'named_scopes' },
    ],
  },
  MEMBERSHIP,
  PERIMETER_SIZES,
] as const;

/** Is the entity that the expression names, if it names one, in the perimeter of the row? */
const memberLookup = (name: string, entity: string): Lookup => ({
  name,
  table: 'membership',
  on: { entity_id: entity, perimeter: 'perimeter' },
  miss: { defaults: { origins: null } },
});

/** Columns that tell of a sum with whom it stands. */
export const GROUP_COLUMNS = ['counterparty_entity', 'issuer_entity'] as const;

/**
 * Rows of `input`, whose key is `keys`, once for each perimeter that their entity is in. `eliminated` says what takes no part there;
 * `columns` may use it. Two expressions: `released`, is the row one that counts only where its counterparty is a member? `issued`, only where the issuer
 * of its security is one?
 */
export function perimeterRows(
  name: string,
  input: string,
  keys: readonly string[],
  columns: readonly StageColumn[],
  { released = 'false', issued = 'false' }: { readonly released?: string; readonly issued?: string } = {},
): ExpandStage {
  return {
    kind: 'expand',
    name,
    doc: 'Rows of each perimeter: every entity alone, all of them, and those that the bank names; with what is eliminated between members.',
    input,
    expansion: { form: 'table', table: 'membership', on: { entity_id: 'entity_id' } },
    lookups: [
      // Nobody owes himself: a position of an entity with itself is a mistake in the data, and is not made to vanish.
      memberLookup(
        'counterparty',
        `case when ${released} or counterparty_entity != entity_id then counterparty_entity end`,
      ),
      memberLookup('issuer', 'issuer_entity'),
    ],
    columns: [
      ...pass(...keys, 'perimeter'),
      lookupColumn('counterparty', 'counterparty_origins', { column: 'origins' }),
      lookupColumn('issuer', 'issuer_origins', { column: 'origins' }),
      compute('with_member', 'counterparty_origins is not null', BOOLEAN),
      compute('of_member', 'issuer_origins is not null', BOOLEAN),
      compute('eliminated', `of_member != (${issued}) or with_member != (${released})`, BOOLEAN),
      ...columns,
    ],
  };
}
