import { cutPlain } from '../cutPlain.ts';
import { type ButtonData, type ExecuteAction, execute } from './actions.ts';
import type { AgentData, SubmitAction } from './agentActions.ts';
import { plainLabel } from './escape.ts';
import { LIMITS, READING } from './limits.ts';

/** The few elements of Adaptive Cards 1.5 that we send, each sound whatever it is given. */

export interface TextBlock {
  type: 'TextBlock';
  text: string;
  wrap: true;
  weight?: 'Bolder';
  size?: 'Small' | 'Medium';
  color?: 'Accent';
  isSubtle?: true;
  fontType?: 'Monospace';
  /** A screen reader's list of headings names it. */
  style?: 'heading';
  spacing?: Spacing;
  separator?: true;
}

export interface Container {
  type: 'Container';
  items: Element[];
  /** A ground of its own, in the colours of the client's theme. */
  style?: 'emphasis';
  selectAction?: ExecuteAction;
  minHeight?: `${number}px`;
  verticalContentAlignment?: 'Center';
  spacing?: Spacing;
  separator?: true;
}

export type CardButton = ExecuteAction | SubmitAction;

export interface ActionSet {
  type: 'ActionSet';
  actions: CardButton[];
  spacing?: Spacing;
  separator?: true;
}

export interface TextInput {
  type: 'Input.Text';
  id: string;
  label: string;
  maxLength: number;
  placeholder?: string;
  /** What stands in it when the form opens. */
  value?: string;
  isMultiline?: true;
  isRequired?: true;
  errorMessage?: string;
  regex?: string;
}

export interface ChoiceSet {
  type: 'Input.ChoiceSet';
  id: string;
  label: string;
  /** A list that drops down, or all of them with a dot before each. */
  style: 'compact' | 'expanded';
  choices: { title: string; value: string }[];
  value?: string;
  placeholder?: string;
  wrap?: true;
  isRequired?: true;
  errorMessage?: string;
}

interface FactSet {
  type: 'FactSet';
  facts: { title: string; value: string }[];
}

type Spacing = 'None' | 'Small' | 'Medium' | 'Large';

export type Element = TextBlock | Container | ActionSet | TextInput | ChoiceSet | FactSet;

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  /** Shown by a client that cannot draw the card. */
  fallbackText: string;
  body: Element[];
}

export function card(body: Element[], fallbackText: string): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText,
    body,
  };
}

/** The attachment in which a card travels: what Teams measures. */
export function attachment<Card extends Pick<AdaptiveCard, 'type' | 'version'>>(content: Card) {
  return { contentType: 'application/vnd.microsoft.card.adaptive' as const, content };
}

/** How a text looks. */
export type Look = Omit<TextBlock, 'type' | 'text' | 'wrap'>;

export function text(markdown: string, look: Look = {}): TextBlock {
  return { type: 'TextBlock', text: markdown, wrap: true, ...look };
}

/** The title of a card, which a screen reader lists. */
export function heading(markdown: string): TextBlock {
  return text(markdown, { weight: 'Bolder', size: 'Medium', style: 'heading' });
}

/** Small print. */
export function note(markdown: string, look: Look = {}): TextBlock {
  return text(markdown, { size: 'Small', isSubtle: true, ...look });
}

export function button(label: string, data: ButtonData | AgentData, look: { primary?: boolean } = {}): ExecuteAction {
  return execute(labelled(label), data, look);
}

/** Buttons beside each other, in as many rows as they take on a phone. */
export function buttons(actions: readonly CardButton[]): ActionSet[] {
  const rows: CardButton[][] = [];
  for (const action of actions) {
    const last = rows.at(-1);
    if (last && fitsInRow([...last, action])) last.push(action);
    else rows.push([action]);
  }
  return rows.map((row, i) => ({ type: 'ActionSet', actions: row, ...(i > 0 ? { spacing: 'Small' as const } : {}) }));
}

/** Whether a phone shows all labels beside each other and whole. */
export function fitsInRow(actions: readonly { title: string }[]): boolean {
  const width = actions.reduce((sum, { title }) => sum + title.length + READING.buttonEdge, 0);
  return actions.length <= LIMITS.actions && width <= READING.buttonRow;
}

/** A choice as a row of its own, whose label wraps where a button would cut it off. */
export function choiceRow(action: ExecuteAction, label: string): Container {
  return { type: 'Container', style: 'emphasis', selectAction: action, items: [text(label)], spacing: 'Small' };
}

/** Where one may go on to, as a row of its own: lower than a choice, for lists. `below`: what more is said of it. */
export function linkRow(action: ExecuteAction, label: string, below: Element[] = []): Container {
  return {
    type: 'Container',
    selectAction: action,
    items: [text(label, { color: 'Accent' }), ...below],
    minHeight: '32px',
    verticalContentAlignment: 'Center',
    separator: true,
    spacing: 'Small',
  };
}

/** `instead` stands where the label is empty: a button needs one. */
export function labelled(label: string, instead = '…'): string {
  const words = cutPlain(plainLabel(label), READING.label);
  return words === '' ? instead : words;
}

/** Bytes of a value inside a JSON payload in UTF-8. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}
