/** The tables of a generated bank, in the order of the dictionary, and the query that makes each. */

import { DICTIONARY, FUNDING_TABLES, OBLIGATION_TABLES, PERIMETER_TABLES } from '../dictionary/dictionary.ts';
import type { TableSchema } from '../schema/table.ts';
import { assert } from '../std/assert.ts';
import { bankSize } from './bank-size.ts';
import { type LiteralTable, literalQuery, type Recipe, recipeQuery } from './recipe.ts';
import { accountRecipe } from './tables/account.ts';
import { capitalTable, contingentTable, otherBalanceTable, ownIssueTable } from './tables/balance-sheet.ts';
import {
  collateralFlowRecipe,
  derivativeFlowRecipe,
  derivativeRecipe,
  marginRecipe,
  nettingAgreementRecipe,
} from './tables/derivatives.ts';
import { loanCashFlowRecipe, loanRecipe } from './tables/loan.ts';
import { otherFlowRecipe } from './tables/other-flow.ts';
import { customerRecipe, entityTable, perimeterTable, schemeTable } from './tables/parties.ts';
import { exchangeRateTable, nationalOptionTable } from './tables/reference.ts';
import { securityFinancingRecipe, sftCollateralRecipe } from './tables/secured.ts';
import { holdingRecipe, instrumentRecipe } from './tables/securities.ts';

export interface BankTable {
  readonly schema: TableSchema;
  /** Row numbers to go through; a recipe with a filter writes fewer rows. */
  readonly rows: number;
  readonly recipe: Recipe | LiteralTable;
}

/** Every table that the ratios need for a bank of so many deals on the date; those of obligations and of the NSFR where it is asked for. */
export function bankTables(deals: number, date: string, nsfr: boolean): readonly BankTable[] {
  const size = bankSize(deals);
  const recipes: readonly (Recipe | LiteralTable)[] = [
    entityTable(nsfr),
    customerRecipe(size, nsfr),
    schemeTable,
    perimeterTable,
    accountRecipe(size, date, nsfr),
    loanRecipe(size, date, nsfr),
    loanCashFlowRecipe(size, date),
    instrumentRecipe(size, date, nsfr),
    holdingRecipe(size, date),
    securityFinancingRecipe(size, date, nsfr),
    sftCollateralRecipe(size, nsfr),
    otherFlowRecipe(size, date, nsfr),
    exchangeRateTable(date),
    nationalOptionTable(nsfr),
    ownIssueTable(deals, date),
    contingentTable(deals, date),
    derivativeRecipe(size),
    derivativeFlowRecipe(size, date),
    marginRecipe(size),
    nettingAgreementRecipe(size),
    collateralFlowRecipe(size, date),
    capitalTable(deals, date),
    otherBalanceTable(deals, date),
  ];
  return [...DICTIONARY, ...(nsfr ? [...OBLIGATION_TABLES, ...PERIMETER_TABLES, ...FUNDING_TABLES] : [])].map(
    (schema) => {
      const recipe = recipes.find((candidate) => candidate.table.name === schema.name);
      assert(recipe !== undefined, `the generated bank has the table ${schema.name}`);
      return { schema, rows: 'rows' in recipe ? recipe.rows : 0, recipe };
    },
  );
}

/**
 * The SELECT of a table's rows; `source` is a query that gives the row numbers as `row` (a table that is written out has all of its rows
 * whatever it gives). A column `number`, if asked for, tells each row's number.
 */
export function tableQuery({ recipe }: BankTable, seed: number, source: string, number?: string): string {
  return 'literals' in recipe ? literalQuery(recipe, number) : recipeQuery(recipe, seed, source, number);
}
