/** What every bank is calculated for. */

export const DATE = '2024-01-31';
export const CURRENCY = 'EUR';
