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
    const [reason = ''] = error.message.split(/ at line |\n/);
    problems.push({ file, line: lines.linePos(error.pos[0]).line, message: `${reason}: correct the YAML there` });
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

/** Checks a parsed file against its form and reports every deviation; null when there was one. */
export function validate<T>(yaml: YamlFile, form: z.ZodType<T>, problems: Problem[]): T | null {
  const result = form.safeParse(yaml.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const line = yaml.lineOf(key === undefined ? issue.path : [...issue.path, key]);
    const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    const todo = key === undefined ? '' : ': remove it or correct its spelling';
    problems.push({ file: yaml.file, line, message: `${where}${issue.message}${todo}` });
  }
  return null;
}
