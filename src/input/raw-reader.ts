/**
 * The raw columns of a source while it is compiled: hands out the SQL names of raw columns and of the values read from
 * them, and remembers what was asked for, so that nothing is read that nobody needs and nothing is read twice.
 */

import { fail } from '../errors/error.ts';
import type { Scope } from '../expr/context.ts';
import { type ColumnType, typeName } from '../schema/types.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { nearest } from '../std/nearest.ts';
import type { Cell } from './cell.ts';
import { asText, ownType, type RawColumn, readRaw, refuseLossy } from './native.ts';
import { type Problem, readingProblem } from './problem.ts';
import type { SourceSpec, ValueFormat } from './source.ts';

interface Reading {
  readonly alias: string;
  readonly raw: RawColumn;
  readonly type: ColumnType;
  readonly cell: Cell;
}

/** SQL name of a raw column. */
export const rawName = (raw: RawColumn): string => DUCKDB.quoteName(`~c${raw.position}`);

export class RawReader {
  readonly #raws: readonly RawColumn[];
  readonly #spec: SourceSpec;
  readonly #file: string;
  readonly #used = new Set<RawColumn>();
  readonly #readings: Reading[] = [];

  constructor(raws: readonly RawColumn[], spec: SourceSpec, file: string) {
    this.#raws = raws;
    this.#spec = spec;
    this.#file = file;
  }

  /** The raw column `name`, to be read as `wanted`. */
  raw(name: string, wanted: ColumnType): RawColumn {
    const found = this.#raws.filter((raw) => raw.name === name);
    const [raw] = found;
    if (raw === undefined) {
      const known = this.#raws.map((one) => one.name);
      return fail('input.unknown_raw_column', {
        name,
        file: this.#file,
        nearest: nearest(name, known),
        known,
        ...(this.#spec.format === 'csv' && this.#spec.csv.header
          ? { encoding: this.#spec.csv.encoding }
          : {}),
      });
    }
    if (found.length > 1) fail('input.ambiguous_raw_column', { name, file: this.#file });
    refuseLossy(raw, this.#file, typeName(wanted));
    this.#used.add(raw);
    return raw;
  }

  /** The value of a raw column at a type and in a form, as an SQL name with the reasons for which it may be missing. */
  reading(name: string, type: ColumnType, format: ValueFormat): Reading {
    const raw = this.raw(name, type);
    const cell = readRaw(rawName(raw), raw, type, format);
    const known = this.#readings.find((one) => one.raw === raw && one.cell.value === cell.value);
    if (known !== undefined) return known;
    const reading = { alias: `~v${this.#readings.length + 1}`, raw, type, cell };
    this.#readings.push(reading);
    return reading;
  }

  /** Raw columns as expressions see them; `visible` may leave some out. */
  scope(visible: (name: string) => boolean = () => true): Scope {
    const raws = this.#raws.filter((one) => visible(one.name));
    return {
      lookup: (name) => {
        const raw = raws.find((one) => one.name === name);
        if (raw === undefined) return undefined;
        const type = this.#spec.read[name] ?? ownType(raw);
        const reading = this.reading(name, type, this.#spec.values);
        return { name: reading.alias, type, nullable: true };
      },
      names: () => raws.map((raw) => raw.name),
    };
  }

  types(): Readonly<Record<string, ColumnType>> {
    return Object.fromEntries(this.#readings.map((reading) => [reading.alias, reading.type]));
  }

  /** The problems of the readings behind `aliases`, told under the dictionary column that uses them. */
  problemsOf(aliases: ReadonlySet<string>, column: string | null): readonly Problem[] {
    return this.#readings.flatMap(({ alias, raw, cell }) => {
      if (!aliases.has(alias)) return [];
      const at = { raw: rawName(raw), value: DUCKDB.quoteName(alias), column, sourceColumn: raw.name };
      const problem = readingProblem(cell, at, asText(rawName(raw), raw));
      return problem === null ? [] : [problem];
    });
  }

  /** The raw column from which the value under an alias is read. */
  behind(alias: string): RawColumn | undefined {
    return this.#readings.find((reading) => reading.alias === alias)?.raw;
  }

  used(): readonly RawColumn[] {
    return this.#raws.filter((raw) => this.#used.has(raw));
  }

  readings(): readonly { readonly alias: string; readonly sql: string }[] {
    return this.#readings.map(({ alias, cell }) => ({ alias, sql: cell.value }));
  }
}
