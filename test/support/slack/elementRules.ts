import { checkCount, checkLength, checkText, type Report } from './problems.ts';
import { MOST } from './slackLimits.ts';
import { type Fields, fieldsOf, listOf, textOf } from './values.ts';

type Rule = (element: Fields, pointer: string, report: Report) => void;

export function checkOption(value: unknown, pointer: string, report: Report): void {
  const option = fieldsOf(value);
  checkText(option.text, `${pointer}/text`, MOST.option.text, report);
  checkLength(option.value, `${pointer}/value`, MOST.option.value, report);
  checkText(option.description, `${pointer}/description`, MOST.option.description, report);
}

function checkOptions(value: unknown, pointer: string, most: number, report: Report): void {
  checkCount(value, pointer, most, report);
  for (const [i, option] of listOf(value).entries()) checkOption(option, `${pointer}/${i}`, report);
}

export function checkGroups(value: unknown, pointer: string, report: Report): void {
  checkCount(value, pointer, MOST.options.groups, report);
  for (const [i, item] of listOf(value).entries()) {
    const group = fieldsOf(item);
    checkText(group.label, `${pointer}/${i}/label`, MOST.option.groupLabel, report);
    checkOptions(group.options, `${pointer}/${i}/options`, MOST.options.select, report);
  }
}

/** What an element starts with must be one of what it offers. */
function checkInitial(element: Fields, offered: unknown[], pointer: string, report: Report): void {
  const chosen = element.initial_option === undefined ? listOf(element.initial_options) : [element.initial_option];
  const values = offered.map((option) => fieldsOf(option).value);
  for (const option of chosen) {
    if (!values.includes(fieldsOf(option).value)) report(pointer, 'initial option is not one of the options');
  }
}

function choice(most: number): Rule {
  return (element, pointer, report) => {
    checkOptions(element.options, `${pointer}/options`, most, report);
    checkInitial(element, listOf(element.options), pointer, report);
  };
}

const select: Rule = (element, pointer, report) => {
  if ((element.options === undefined) === (element.option_groups === undefined)) {
    report(pointer, 'must have either options or option_groups');
  }
  if (element.options !== undefined) checkOptions(element.options, `${pointer}/options`, MOST.options.select, report);
  checkGroups(element.option_groups, `${pointer}/option_groups`, report);
  const grouped = listOf(element.option_groups).flatMap((group) => listOf(fieldsOf(group).options));
  checkInitial(element, [...listOf(element.options), ...grouped], pointer, report);
};

const externalSelect: Rule = (element, pointer, report) => {
  const least = element.min_query_length;
  if (least !== undefined && (!Number.isInteger(least) || Number(least) < 0)) {
    report(`${pointer}/min_query_length`, 'must be a whole number of 0 or more');
  }
  const initial = element.initial_option === undefined ? listOf(element.initial_options) : [element.initial_option];
  for (const option of initial) checkOption(option, `${pointer}/initial_option`, report);
};

const button: Rule = (element, pointer, report) => {
  checkText(element.text, `${pointer}/text`, MOST.button.text, report);
  checkLength(element.value, `${pointer}/value`, MOST.button.value, report, 0);
  checkLength(element.accessibility_label, `${pointer}/accessibility_label`, MOST.button.accessibilityLabel, report);
  checkLength(element.url, `${pointer}/url`, MOST.button.url, report);
  if (element.url !== undefined && !URL.canParse(textOf(element.url))) report(`${pointer}/url`, 'must be a valid url');
};

const feedbackButtons: Rule = (element, pointer, report) => {
  for (const name of ['positive_button', 'negative_button']) {
    button(fieldsOf(element[name]), `${pointer}/${name}`, report);
  }
};

const plainTextInput: Rule = (element, pointer, report) => {
  const { min_length: least = 0, max_length: most = MOST.plainTextInput } = element;
  if (Number(most) < 1 || Number(most) > MOST.plainTextInput) report(`${pointer}/max_length`, 'must be from 1 to 3000');
  if (Number(least) < 0 || Number(least) > Number(most))
    report(`${pointer}/min_length`, 'must be from 0 to max_length');
  checkLength(element.initial_value, `${pointer}/initial_value`, Number(most), report, 0);
};

export const checkImage: Rule = (element, pointer, report) => {
  checkLength(element.image_url, `${pointer}/image_url`, MOST.image.url, report);
  checkLength(element.alt_text, `${pointer}/alt_text`, MOST.image.altText, report);
};

const nothingMore: Rule = () => {};

const RULES: Readonly<Record<string, Rule>> = {
  button,
  checkboxes: choice(MOST.options.choice),
  datepicker: nothingMore,
  external_select: externalSelect,
  feedback_buttons: feedbackButtons,
  icon_button: button,
  image: checkImage,
  multi_external_select: externalSelect,
  multi_static_select: select,
  multi_users_select: nothingMore,
  overflow: choice(MOST.options.overflow),
  plain_text_input: plainTextInput,
  radio_buttons: choice(MOST.options.choice),
  static_select: select,
  timepicker: nothingMore,
  users_select: nothingMore,
};

function checkConfirm(value: unknown, pointer: string, report: Report): void {
  const confirm = fieldsOf(value);
  checkText(confirm.title, `${pointer}/title`, MOST.confirm.title, report);
  checkText(confirm.text, `${pointer}/text`, MOST.confirm.text, report);
  checkText(confirm.confirm, `${pointer}/confirm`, MOST.confirm.button, report);
  checkText(confirm.deny, `${pointer}/deny`, MOST.confirm.button, report);
}

/** An interactive element or an image. An element without a rule is refused: add one before the product sends it. */
export function checkElement(value: unknown, pointer: string, report: Report): void {
  const element = fieldsOf(value);
  const rule = RULES[textOf(element.type)];
  if (rule === undefined) {
    report(pointer, `the fake has no limits for the element ${element.type} yet`);
    return;
  }
  checkLength(element.action_id, `${pointer}/action_id`, MOST.actionId, report);
  checkText(element.placeholder, `${pointer}/placeholder`, MOST.placeholder, report);
  if (element.confirm !== undefined) checkConfirm(element.confirm, `${pointer}/confirm`, report);
  rule(element, pointer, report);
}
