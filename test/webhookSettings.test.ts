import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';
import { OTHER_SECRET, SECRET } from './webhooks/receiver.ts';

const YAML = 'webhooks: { endpoints: [{ id: jira, url: "https://jira.example.com/hook" }] }';

function problems(env: Record<string, string>, yaml = YAML): readonly string[] {
  try {
    readConfig(env, () => yaml);
    return [];
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    return error.problems;
  }
}

test('endpoints get their secrets, several where one replaces another', () => {
  const env = { WEBHOOK_SECRETS: `jira=${SECRET}, jira=${OTHER_SECRET}` };
  expect(readConfig(env, () => YAML).webhooks).toEqual({
    endpoints: [{ id: 'jira', url: 'https://jira.example.com/hook', secrets: [SECRET, OTHER_SECRET] }],
    sources: [],
    allowPrivate: false,
  });
});

test('a source has the secret of the endpoint of its name, or one of its own', () => {
  const env = { WEBHOOK_SECRETS: `jira=${SECRET},snow=${OTHER_SECRET}` };
  const yaml = YAML.replace('}] }', '}], sources: [jira, snow] }');
  expect(readConfig(env, () => yaml).webhooks.sources).toEqual([
    { id: 'jira', secrets: [SECRET] },
    { id: 'snow', secrets: [OTHER_SECRET] },
  ]);
});

describe('what cannot be used', () => {
  const bytes = (count: number) => `whsec_${Buffer.alloc(count, 1).toString('base64')}`;

  test.each<[Record<string, string>, string, RegExp]>([
    [{}, YAML, /^WEBHOOK_SECRETS: holds no secret for jira/],
    [{ WEBHOOK_SECRETS: `jira=${SECRET},snow=${SECRET}` }, YAML, /no endpoint or source snow/],
    [{}, 'webhooks: { sources: [snow] }', /^WEBHOOK_SECRETS: holds no secret for snow/],
    [{}, 'webhooks: { sources: [Snow] }', /lower-case/],
    [{}, 'webhooks: { sources: [snow, snow] }', /different names/],
    [{ WEBHOOK_SECRETS: SECRET }, YAML, /^WEBHOOK_SECRETS: must be/],
    [{ WEBHOOK_SECRETS: `jira=${bytes(23)}` }, YAML, /24 to 64 bytes/],
    [{ WEBHOOK_SECRETS: `jira=${bytes(65)}` }, YAML, /24 to 64 bytes/],
    [{ WEBHOOK_SECRETS: 'jira=hunter2' }, YAML, /^WEBHOOK_SECRETS: must be/],
    [{ WEBHOOK_SECRETS: `jira=${SECRET}` }, YAML.replace('https', 'http'), /https address/],
    [{ WEBHOOK_SECRETS: `jira=${SECRET}` }, YAML.replace('jira.', 'u:p@jira.'), /without credentials/],
    [{}, 'webhooks: { endpoints: [{ id: A, url: "https://a.example" }] }', /lower-case/],
  ])('%#', (env, yaml, wanted) => {
    const found = problems(env, yaml);
    expect(found.join('\n')).toMatch(wanted);
    expect(found.join('\n')).not.toMatch(/hunter2|AQEB/);
  });

  test.each([24, 64])('a secret of %i bytes can', (count) => {
    expect(problems({ WEBHOOK_SECRETS: `jira=${bytes(count)}` })).toEqual([]);
  });

  test('http can where private targets are allowed', () => {
    const yaml = 'webhooks: { allowPrivate: true, endpoints: [{ id: jira, url: "http://127.0.0.1:1/" }] }';
    expect(problems({ WEBHOOK_SECRETS: `jira=${SECRET}` }, yaml)).toEqual([]);
  });
});
