import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Something wrong in a corpus file: where, what, and what to do about it. */
export interface Problem {
  file: string;
  /** Counted from 1; null where the file as a whole is meant. */
  line: number | null;
  message: string;
}

export type Path = readonly PropertyKey[];

export interface YamlFile {
  file: string;
  value: unknown;
  lineOf(path: Path): number | null;
}

export function formatProblem(problem: Problem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
  return `${place}: ${problem.message}`;
}

/** Parses one YAML text. Syntax errors go to `problems`, each with its line; then the result is null. */
export function parseYaml(file: string, text: string, problems: Problem[]): YamlFile | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  for (const error of document.errors) {
    const line = lines.linePos(error.pos[0]).line;
    problems.push({ file, line, message: `${syntaxError(error)}: correct the YAML there` });
  }
  if (document.errors.length > 0) return null;
  const lineOf = (path: Path): number | null => {
    // The nearest enclosing node that exists: a missing key is reported at its owner.
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  };
  return { file, value: document.toJS(), lineOf };
}

/** The parser's own words where they help; its names for tokens do not. */
function syntaxError({ message }: { message: string }): string {
  const [reason = ''] = message.split(/ at line |\n/);
  return /token|-ind\b|collection/.test(reason) ? 'the YAML cannot be read' : reason;
}

function inWords(issue: z.core.$ZodIssue, key: string | undefined): string {
  if (key !== undefined) return `there is no key ${key} here: remove it or correct its spelling`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing: add it' : `must be a ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return issue.message;
}

/** Checks a parsed file against its form and reports every deviation; null when there was one. */
export function validate<T>(yaml: YamlFile, form: z.ZodType<T>, problems: Problem[]): T | null {
  const result = form.safeParse(yaml.value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const line = yaml.lineOf(key === undefined ? issue.path : [...issue.path, key]);
    const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    problems.push({ file: yaml.file, line, message: `${where}${inWords(issue, key)}` });
  }
  return null;
}
