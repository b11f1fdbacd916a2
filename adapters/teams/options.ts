import type { Option } from '../../src/reply.ts';
import type { Placed } from '../optionGroups.ts';
import { type ExecuteAction, isCarried, VERBS } from './actions.ts';
import {
  button,
  buttons,
  type Container,
  choiceRow,
  type Element,
  fitsInRow,
  jsonBytes,
  labelled,
  linkRow,
  note,
} from './elements.ts';
import { literalPart, plainLabel } from './escape.ts';
import { READING } from './limits.ts';

/** What is left of a card for options, in bytes of JSON; shared by all groups of one reply. */
export interface Purse {
  json: number;
}

/** Where the options of a reply are shown. `primary`: which of them most people will want. */
export interface Look {
  delivery: string;
  /** Many entries to go on to, rather than a few to choose from. */
  list?: boolean;
  /** Things to do rather than answers to choose from: buttons, in as many rows as they take. */
  acts?: boolean;
  /** What more is said of an option in a list, by its label. */
  contents?: ReadonlyMap<string, Element[]>;
  primary?: (option: Option) => boolean;
}

/**
 * What can be tapped for one group: buttons where a phone shows all of them in one row (of things to do, each in some
 * row), else rows one below the other, whose labels wrap. An option that no button can carry, or for which the card has no
 * room, is written with the number to type.
 */
export function optionElements(group: readonly Placed[], purse: Purse, look: Look): Element[] {
  const actions = group.map((placed) => toAction(placed, look));
  const asButtons = look.acts === true ? actions.every((action) => fitsInRow([action])) : fitsInRow(actions);
  const inRows = look.list === true || !asButtons;
  const toRow = (action: ExecuteAction, { option }: Placed) =>
    look.list === true
      ? linkRow(action, literal(action.title), look.contents?.get(option.label))
      : choiceRow(action, literal(action.title));
  const drawn = group.map((placed, i) => {
    const action = actions[i] ?? toAction(placed, look);
    const element: ExecuteAction | Container = inRows ? toRow(action, placed) : action;
    return { placed, action, element, cost: jsonBytes(element) + ACTION_SET_JSON };
  });
  const fits =
    group.length <= READING.options &&
    group.every(({ option }) => isCarried(option.value)) &&
    drawn.reduce((sum, { cost }) => sum + cost, 0) <= purse.json;
  if (!fits) purse.json -= NUMBERED_JSON;
  const shown: typeof drawn = [];
  const written: Placed[] = [];
  for (const each of drawn) {
    if (isCarried(each.placed.option.value) && each.cost <= purse.json && shown.length < READING.options) {
      purse.json -= each.cost;
      shown.push(each);
    } else written.push(each.placed);
  }
  const tappable = inRows
    ? shown.flatMap(({ element }) => (element.type === 'Container' ? [element] : []))
    : buttons(shown.map(({ action }) => action));
  return written.length === 0 ? tappable : [...tappable, numbered(written)];
}

const ACTION_SET_JSON = 70;
/** A written list: no character takes more than four bytes. */
const NUMBERED_JSON = READING.numbered * 4 + 200;

function toAction({ option, index }: Placed, { delivery, primary }: Look): ExecuteAction {
  const label = labelled(option.label, `Option ${index + 1}`);
  const data = { v: 1 as const, verb: VERBS.option, delivery, value: option.value };
  return button(label, data, { primary: primary?.(option) === true });
}

/** As many as there is room for. */
function numbered(written: readonly Placed[]): Element {
  let all = 'Type the number to choose:';
  for (const [i, { option, index }] of written.entries()) {
    const next = `${i === 0 ? '' : ' ·'} **${index + 1}** ${literal(labelled(option.label, `Option ${index + 1}`))}`;
    if (all.length + next.length > READING.numbered) return note(`${all} …`);
    all += next;
  }
  return note(all);
}

function literal(label: string): string {
  return literalPart(plainLabel(label), '', '');
}
