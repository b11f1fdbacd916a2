import { type Fields, fieldsOf } from './values.ts';

/** One thing Slack would not take, and where: a JSON pointer from the top of the call's arguments. */
export interface Problem {
  pointer: string;
  message: string;
}

export type Report = (pointer: string, message: string) => void;

/** The problems in the form that Slack gives them. */
export function describeProblems(problems: readonly Problem[]): Fields {
  const errors = problems.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`);
  return { errors, response_metadata: { messages: errors.map((line) => `[ERROR] ${line}`) } };
}

/** Only the length is checked here: whether it is a string at all, the schema says. */
export function checkLength(value: unknown, pointer: string, most: number, report: Report, least = 1): void {
  if (typeof value !== 'string') return;
  if (value.length < least) report(pointer, `must be more than ${least - 1} characters`);
  if (value.length > most) report(pointer, `must be less than ${most + 1} characters`);
}

/** A text object: `{ type: 'plain_text' | 'mrkdwn', text }`. */
export function checkText(value: unknown, pointer: string, most: number, report: Report): void {
  checkLength(fieldsOf(value).text, `${pointer}/text`, most, report);
}

export function checkCount(value: unknown, pointer: string, most: number, report: Report, least = 1): void {
  if (!Array.isArray(value)) return;
  if (value.length < least) report(pointer, `no fewer than ${least} items allowed`);
  if (value.length > most) report(pointer, `no more than ${most} items allowed`);
}
