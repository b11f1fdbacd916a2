import { describe, expect, test } from '@jest/globals';
import { core } from './coreDriver.ts';
import { conversationFiles, readConversations } from './format.ts';
import { commandLine } from './lineDriver.ts';
import { commandLineProcess } from './processDriver.ts';
import { runConversations } from './runner.ts';
import { slackApp } from './slackDriver.ts';
import { teamsApp } from './teamsDriver.ts';
import { web } from './webDriver.ts';

runConversations('core', core);
runConversations('command line', commandLine);
runConversations('web', web);
runConversations('Slack', slackApp());
runConversations('Teams', teamsApp());
// What a stream in one process cannot show: a kill -9, and real pipes under odd input.
runConversations('command line, process of its own', commandLineProcess(), ['restart', 'trouble']);

describe('the files', () => {
  test('no two conversations have the same title', () => {
    const titles = conversationFiles().flatMap((file) => readConversations(file).map(({ title }) => title));
    expect(titles.filter((title, at) => titles.indexOf(title) < at)).toEqual([]);
  });
});
