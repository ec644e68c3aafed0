import type {Mask} from '../../settings/settings.ts';
import type {Misfit} from './fitting.ts';
import {type FoundColumn, type JudgedColumn, namesOf} from './found.ts';
import {type Faults, refuseRules} from './refusal.ts';

type Rules = Readonly<Record<string, Mask>>;

interface Judging {
  rules: Rules;
  /** Others may be elsewhere. */
  isPart: boolean;
}

/** What becomes of each column, and what is wrong with that. */
export interface Judgement extends Faults {
  columns: readonly JudgedColumn[];
  /** What is kept by a rule for a whole table. */
  keptByTable: readonly FoundColumn[];
}

/** What becomes of each. Throws MASK_INCOMPLETE where that is not said of one, MASK_UNKNOWN, and MASK_UNFIT. */
export const judged = (columns: readonly FoundColumn[], judging: Judging): readonly JudgedColumn[] => {
  const judgement = judgementOf(columns, judging);
  refuseRules(judgement, columns);
  return judgement.columns;
};

export const judgementOf = (found: readonly FoundColumn[], {rules, isPart}: Judging): Judgement => {
  const known = new Set(found.flatMap(column => [...namesOf(column), ...starsOf(column)]));
  const ruled = found.map(column => ({column, rule: ruleOf(column, rules)}));
  const own = ruled.filter(({column}) => !column.isMade);
  return {
    columns: own.flatMap(({column, rule}) => (rule === undefined ? [] : [{...column, mask: rule.mask}])),
    unknown: isPart ? [] : Object.keys(rules).filter(name => !known.has(name)),
    missing: own.filter(({rule}) => rule === undefined).map(({column}) => column),
    misfits: ruled.flatMap(({column, rule}) => ofMade(column, rule)),
    keptByTable: own
      .filter(({rule}) => rule?.isOfTable === true && rule.mask === 'keep')
      .map(({column}) => column),
  };
};

/** It follows the columns that it is made of, whatever a rule for its whole table says. */
const ofMade = (column: FoundColumn, rule: Rule | undefined): Misfit[] =>
  !column.isMade || rule === undefined || rule.isOfTable || rule.mask === 'keep'
    ? []
    : [
        {
          column: {...column, mask: rule.mask},
          why: 'its server makes it of other columns, and it follows what they become',
          would: undefined,
        },
      ];

/** Of its whole table, likewise. */
const starsOf = (column: FoundColumn): string[] => namesOf({...column, name: '*'});

interface Rule {
  mask: Mask;
  isOfTable: boolean;
}

/** The most exact one counts. */
const ruleOf = (column: FoundColumn, rules: Rules): Rule | undefined => {
  const has = (name: string) => Object.hasOwn(rules, name);
  const exact = namesOf(column).reverse().find(has);
  const said = exact ?? starsOf(column).reverse().find(has);
  const mask = said === undefined ? undefined : rules[said];
  return mask === undefined ? undefined : {mask, isOfTable: exact === undefined};
};
