/**
 * Slack's limits once more, written down apart from the adapter's table: what Slack would refuse, a line each. Takes
 * any JSON, so that it can also judge what comes over the wire.
 */

type Json = Record<string, unknown>;

const TEXT_MOST: Readonly<Record<string, number>> = {
  'section.text': 3000,
  'header.text': 150,
  'context.elements': 3000,
  'button.text': 75,
  'option.text': 75,
  'input.label': 2000,
  'input.hint': 2000,
  placeholder: 150,
  'modal.title': 24,
  'modal.submit': 24,
  'modal.close': 24,
};

export function refusedMessage({ text, blocks }: { text: string; blocks: readonly unknown[] }): string[] {
  return [
    ...(text.trim() === '' ? ['the text is empty'] : []),
    ...(text.length > 40_000 ? [`the text has ${text.length} characters`] : []),
    ...(/<(?!(?:https?:|mailto:))/.test(text) ? ['the text holds more than links'] : []),
    ...(blocks.length < 1 || blocks.length > 50 ? [`${blocks.length} blocks`] : []),
    ...(JSON.stringify(blocks).length > 12_000 ? [`${JSON.stringify(blocks).length} characters of blocks`] : []),
    ...refusedBlocks(blocks),
  ];
}

export function refusedView(view: unknown): string[] {
  const { type, title, submit, close, blocks, callback_id: callback, private_metadata: metadata = '' } = json(view);
  const all = list(blocks);
  const isModal = type === 'modal';
  return [
    ...(all.length < 1 || all.length > 100 ? [`${all.length} blocks`] : []),
    ...(isModal ? textProblems('modal.title', title) : []),
    ...(submit === undefined ? [] : textProblems('modal.submit', submit)),
    ...(close === undefined ? [] : textProblems('modal.close', close)),
    ...(isModal && submit === undefined && all.some((block) => json(block).type === 'input') ? ['no submit'] : []),
    ...(String(callback).length > 255 ? ['callback_id'] : []),
    ...(String(metadata).length > 3000 ? ['private_metadata'] : []),
    ...refusedBlocks(all),
  ];
}

function refusedBlocks(blocks: readonly unknown[]): string[] {
  const ids = blocks.flatMap((block) => (typeof json(block).block_id === 'string' ? [json(block).block_id] : []));
  const actionIds = blocks.flatMap((block) => actionsOf(json(block)));
  return [
    ...(new Set(ids).size < ids.length ? ['a block_id twice'] : []),
    ...(new Set(actionIds).size < actionIds.length ? ['an action_id twice'] : []),
    ...blocks.flatMap((block, i) => blockProblems(json(block)).map((problem) => `block ${i}: ${problem}`)),
    ...(JSON.stringify(blocks).isWellFormed() ? [] : ['half a surrogate pair']),
  ];
}

function actionsOf(block: Json): string[] {
  return [...list(block.elements), block.element]
    .map((element) => json(element).action_id)
    .filter((id): id is string => typeof id === 'string');
}

function blockProblems(block: Json): string[] {
  const elements = list(block.elements);
  const id = String(block.block_id ?? 'x');
  const common = id.length < 1 || id.length > 255 ? ['block_id'] : [];
  const count = (most: number) =>
    elements.length < 1 || elements.length > most ? [`${elements.length} elements`] : [];
  switch (block.type) {
    case 'divider':
      return common;
    case 'header':
      return [...common, ...textProblems('header.text', block.text)];
    case 'section':
      return [...common, ...textProblems('section.text', block.text)];
    case 'context':
      return [...common, ...count(10), ...elements.flatMap((element) => textProblems('context.elements', element))];
    case 'actions':
      return [...common, ...idMissing(block), ...count(25), ...elements.flatMap(buttonProblems)];
    case 'context_actions':
      return [...common, ...idMissing(block), ...count(5), ...elements.flatMap(feedbackProblems)];
    case 'input':
      return [
        ...common,
        ...textProblems('input.label', block.label),
        ...(block.hint === undefined ? [] : textProblems('input.hint', block.hint)),
        ...inputProblems(json(block.element)),
      ];
    default:
      return [`unknown block ${String(block.type)}`];
  }
}

function idMissing(block: Json): string[] {
  return typeof block.block_id === 'string' ? [] : ['nothing tells which delivery it belongs to'];
}

function buttonProblems(element: unknown): string[] {
  const { type, text, value, action_id: action, accessibility_label: aloud } = json(element);
  if (type !== 'button') return [`unknown element ${String(type)}`];
  return [
    ...textProblems('button.text', text),
    ...(typeof value === 'string' && value.length >= 1 && value.length <= 2000 ? [] : ['button value']),
    ...(typeof action === 'string' && action.length >= 1 && action.length <= 255 ? [] : ['action_id']),
    ...(aloud === undefined || String(aloud).length <= 75 ? [] : ['accessibility_label']),
  ];
}

function feedbackProblems(element: unknown): string[] {
  const { type, positive_button: good, negative_button: bad } = json(element);
  if (type !== 'feedback_buttons') return [`unknown element ${String(type)}`];
  return [good, bad].flatMap((button) => {
    const { text, value } = json(button);
    return [...textProblems('button.text', text), ...(String(value).length > 2000 ? ['feedback value'] : [])];
  });
}

function inputProblems(element: Json): string[] {
  const { placeholder, initial_value: initial, max_length: most, options, type } = element;
  const picks = list(options);
  return [
    ...(placeholder === undefined ? [] : textProblems('placeholder', placeholder)),
    ...(String(initial ?? '').length > Number(most ?? 3000) ? ['initial_value'] : []),
    ...(Number(most ?? 1) > 3000 ? ['max_length'] : []),
    ...(type === 'radio_buttons' && (picks.length < 1 || picks.length > 10) ? [`${picks.length} radio buttons`] : []),
    ...picks.flatMap((pick) => {
      const { text, value } = json(pick);
      return [...textProblems('option.text', text), ...(String(value).length > 150 ? ['option value'] : [])];
    }),
  ];
}

function textProblems(where: string, object: unknown): string[] {
  const { type, text } = json(object);
  if (typeof text !== 'string' || text.trim() === '') return [`${where} is empty`];
  const most = TEXT_MOST[where] ?? 0;
  return [
    ...(text.length > most ? [`${where} has ${text.length} characters`] : []),
    ...(type === 'mrkdwn' ? smuggled(text).map((what) => `${where} holds ${what}`) : []),
    ...(type === 'plain_text' && /<[!@#]/.test(text) ? [`${where} looks like a mention`] : []),
  ];
}

/** Everything between angle brackets but a link, the mention of one user, and a quote sign at a line's start. */
export function smuggled(mrkdwn: string): string[] {
  const links = /<(?:https?:\/\/|mailto:)[^<>|\s]+(?:\|[^<>|\n]+)?>|<@[UW][A-Z0-9]+>/g;
  const rest = mrkdwn.replace(links, '').replace(/^> ?/gm, '');
  return [...(rest.match(/[<>]/g) ?? []), ...(rest.match(/&(?!(?:amp|lt|gt);)/g) ?? []).map(() => 'a bare &')];
}

function json(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
