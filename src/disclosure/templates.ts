/** The templates by name. */

import { LIQ1 } from './liq1.ts';
import { LIQ2 } from './liq2.ts';
import type { Template, TemplateId } from './template.ts';

export const TEMPLATES: Readonly<Record<TemplateId, Template>> = Object.freeze({ LIQ1, LIQ2 });
