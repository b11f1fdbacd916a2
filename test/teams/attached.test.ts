import { expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { readSaid } from '../../adapters/teams/said.ts';

const FILE = 'application/vnd.microsoft.teams.file.download.info';

test('files of a message are links; what repeats it, cards and pictures of the client are none', () => {
  const contentUrl = 'https://contoso.sharepoint.com/personal/ada/Documents/wizard.log';
  const activity: Pick<Activity, 'text' | 'recipient' | 'attachments'> = {
    text: 'the wizard hangs',
    recipient: { id: '28:bot', name: 'Connect Desk' },
    attachments: [
      { contentType: FILE, contentUrl, content: { downloadUrl: 'https://contoso.sharepoint.com/x?tempauth=fake' } },
      { contentType: FILE, contentUrl: 'http://contoso.example/a' },
      { contentType: 'text/html', content: '<p>the wizard hangs</p>' },
      { contentType: 'image/png', contentUrl: 'https://smba.example/v3/attachments/1/views/original' },
    ],
  };
  expect(readSaid(activity as Activity)).toMatchObject({ text: 'the wizard hangs', links: [contentUrl] });
});
