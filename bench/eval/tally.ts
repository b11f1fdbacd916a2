import { CHOICES } from '../../src/dialog/question.ts';
import type { FragmentRow, InScopeRow, Operating, OutsideRow } from './form.ts';
import { isRight, type Kind, type Observation } from './observe.ts';

/** A row a style, in the order in which the styles first appear. */
export function tallyInScope(observations: readonly Observation[]): InScopeRow[] {
  return byStyle(observations, 'in-scope').map(([style, group]) => ({
    style,
    n: group.length,
    first: count(group, isRight),
    third: count(group, ({ accept, ranked }) => ranked.slice(0, 3).some((id) => accept.includes(id))),
    settled: count(group, isSettled),
    settledWrong: count(group, (each) => isSettled(each) && !isRight(each)),
    choice: count(group, isChoice),
  }));
}

export function tallyOutside(observations: readonly Observation[]): OutsideRow[] {
  return byStyle(observations, 'outside').map(([style, group]) => ({
    style,
    n: group.length,
    settled: count(group, isSettled),
    choice: count(group, isChoice),
  }));
}

export function tallyFragments(observations: readonly Observation[]): FragmentRow {
  const group = observations.filter(({ kind }) => kind === 'fragment');
  return {
    n: group.length,
    choice: count(group, isChoice),
    holdsAll: count(group, (each) => isChoice(each) && held(each) >= Math.min(CHOICES, each.accept.length)),
    holdsTwo: count(group, (each) => isChoice(each) && held(each) >= 2),
    settled: count(group, isSettled),
  };
}

/** Coverage and precision at the thresholds as they stand; a settled question out of scope counts as wrong. */
export function tallyOperating(observations: readonly Observation[]): Operating {
  const asked = observations.filter(({ kind }) => kind !== 'fragment');
  const settled = asked.filter(isSettled);
  return {
    inScope: count(asked, ({ kind }) => kind === 'in-scope'),
    inScopeSettled: count(settled, ({ kind }) => kind === 'in-scope'),
    settled: settled.length,
    right: count(settled, isRight),
  };
}

/** The rows of all styles as one. */
export function sum<Row extends { style: string }>(rows: readonly Row[], key: Exclude<keyof Row, 'style'>): number {
  return rows.reduce((total, row) => total + Number(row[key]), 0);
}

function byStyle(observations: readonly Observation[], kind: Kind): [string, Observation[]][] {
  const chosen = observations.filter((each) => each.kind === kind);
  return [...Map.groupBy(chosen, ({ style }) => style)];
}

function count(group: readonly Observation[], holds: (each: Observation) => boolean): number {
  return group.filter(holds).length;
}

const isSettled = ({ outcome }: Observation) => outcome === 'settled';
const isChoice = ({ outcome }: Observation) => outcome === 'choice';
const held = ({ accept, offered }: Observation) => accept.filter((id) => offered.includes(id)).length;
