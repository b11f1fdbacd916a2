import { describe, expect, test } from '@jest/globals';
import { maskSecrets } from '../src/mask.ts';

const SECRET = 'Zq8hunter2';
const jwt = `eyJ${'a1'.repeat(8)}.${'b2'.repeat(12)}.${'c3'.repeat(12)}`;

describe('a secret goes, what is around it stays', () => {
  test.each([
    [`password=${SECRET}`, 'password=[masked]'],
    [`Password: ${SECRET}, user: bob`, 'Password: [masked], user: bob'],
    [`my password is ${SECRET} and it fails`, 'my password is [masked] and it fails'],
    [`pwd = "${SECRET} with spaces"; next`, 'pwd = [masked]; next'],
    [`the passphrase: '${SECRET}'`, 'the passphrase: [masked]'],
    [
      `Server=db1;User Id=sa;Password=${SECRET};Database=ADSync`,
      'Server=db1;User Id=sa;Password=[masked];Database=ADSync',
    ],
    [`AccountName=x;AccountKey=${SECRET}+/==;EndpointSuffix=y`, 'AccountName=x;AccountKey=[masked];EndpointSuffix=y'],
    [`SharedAccessKey=${SECRET}=`, 'SharedAccessKey=[masked]'],
    [`api key: ${SECRET}`, 'api key: [masked]'],
    [`client_secret=${SECRET}&grant_type=x`, /^client_secret=\[masked\]/],
    [`Authorization: Bearer ${SECRET}.abc-def`, 'Authorization: Bearer [masked]'],
    [`token ${jwt} expired`, 'token [masked] expired'],
    ['xoxb-1234567890-abcdefghij', '[masked]'],
    [`ghp_${'a1B2'.repeat(9)} leaked`, '[masked] leaked'],
    [`github_pat_${'a1B2'.repeat(9)}`, '[masked]'],
    ['AKIAIOSFODNN7EXAMPLE in the log', '[masked] in the log'],
    [`postgres://desk:${SECRET}@db.example.com/desk`, 'postgres://desk:[masked]@db.example.com/desk'],
    [`see\n-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----\nabove`, 'see\n[masked]\nabove'],
    [`-----BEGIN PRIVATE KEY-----\n${SECRET} and no end`, '[masked]'],
  ])('%s', (text, masked) => {
    const result = maskSecrets(text);
    if (typeof masked === 'string') expect(result).toBe(masked);
    else expect(result).toMatch(masked);
    expect(result).not.toContain(SECRET);
  });
});

describe('a secret goes in the forms in which people paste it', () => {
  test.each([
    `my password is: ${SECRET}`,
    `{"user":"bob","password":"${SECRET}"}`,
    `{"client_secret": "${SECRET}"}`,
    `DB_PASSWORD=${SECRET}`,
    `AZURE_CLIENT_SECRET=${SECRET}`,
    `the new password is "${SECRET}"`,
    `PASSWORD\t=\t${SECRET}`,
    `sqlcmd -U sa --password ${SECRET}`,
    `<password>${SECRET}</password>`,
    `https://x.blob.core.windows.net/c?sv=2022&sig=${SECRET}%3D`,
    `password: P@ss&${SECRET}`,
    `password: P@ss,${SECRET}`,
    `password: P@ss;${SECRET}`,
    `userPassword=${SECRET}`,
    `{"accessToken":"${SECRET}","user":"bob"}`,
    `{\\"password\\":\\"${SECRET}\\",\\"user\\":\\"bob\\"}`,
    `PGPASSWORD=${SECRET} psql -h db`,
    `pw: ${SECRET}`,
    `**Password:** ${SECRET}`,
    `password \`${SECRET} x\` does not work`,
    `password: “${SECRET} x”`,
    `the password for the service account is ${SECRET}`,
    `I have set the password to ${SECRET} yesterday`,
    `signed in with password ${SECRET} and it fails`,
    `Passwort: ${SECRET}`,
    `password - ${SECRET}`,
    `my password, ${SECRET}, fails`,
    `is my password ${SECRET} all right?`,
    `Password:\n${SECRET}`,
    `name: DB_PASSWORD\n  value: ${SECRET}`,
    `<add key="password" value="${SECRET}" />`,
    `<AdministratorPassword><Value>${SECRET}</Value></AdministratorPassword>`,
    `net use \\\\host /user:bob /password:${SECRET}`,
    `BlobEndpoint=https://x.blob.core.windows.net;SharedAccessSignature=sv=2022-11-02&ss=b&sig=${SECRET}`,
    `Authorization: Basic ${Buffer.from(`bob:${SECRET}`).toString('base64')}`,
    `curl -H "Authorization: Basic ${Buffer.from(`bob:${SECRET}`).toString('base64')}" https://example.com`,
    `ConvertTo-SecureString -AsPlainText "${SECRET} x" -Force`,
    `ConvertTo-SecureString "${SECRET}" -AsPlainText -Force`,
    `ConvertTo-SecureString -String '${SECRET}' -AsPlainText -Force`,
    `ConvertTo-SecureString ${SECRET} -AsPlainText -Force`,
    `'${SECRET}' | ConvertTo-SecureString -AsPlainText -Force`,
    `redis://:${SECRET}@cache.example.com:6379/0`,
    `postgres://desk:p@${SECRET}@db.example.com/desk`,
    `postgres://desk:p/${SECRET}@db.example.com/desk`,
    `-----BEGIN PGP PRIVATE KEY BLOCK-----\n${SECRET}\n-----END PGP PRIVATE KEY BLOCK-----`,
    `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${SECRET}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
  ])('%s', (text) => {
    const masked = maskSecrets(text);
    expect(masked).toContain('[masked]');
    expect(masked).not.toContain(SECRET);
    expect(masked).not.toContain(Buffer.from(`bob:${SECRET}`).toString('base64'));
  });
});

describe('what stands beside a secret stays', () => {
  test.each([
    ['{"accessToken":"Zq8hunter2","user":"bob"}', '{"accessToken":[masked],"user":"bob"}'],
    ['Password=Zq8hunter2;User=bob', 'Password=[masked];User=bob'],
    ['<add key="password" value="Zq8hunter2" />', '<add key="password" value=[masked] />'],
    ['the password is Summer2024! since today', 'the password is [masked] since today'],
    ['ConvertTo-SecureString "Zq8" -AsPlainText -Force', 'ConvertTo-SecureString [masked] -AsPlainText -Force'],
    ['https://hooks.slack.com/services/T0/B0/XXXXXXXX today', 'https://hooks.slack.com/[masked] today'],
    ['<td>password: Zq8hunter2</td>', '<td>password: [masked]</td>'],
    ['Password:\nUser: bob', 'Password:\nUser: bob'],
  ])('%s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });
});

describe('what is no secret stays', () => {
  test.each([
    'the password is expired, what now?',
    'password hash sync',
    'passwords: sync or not',
    'password: sync or not',
    'Password: how do I change it?',
    'Password: users cannot log in since the migration',
    'password: expired',
    'password: caching in browsers',
    'token: JWT or SAML?',
    'Secret: rotate every 90 days?',
    'how do I set the password to never expire',
    'password - is it synced?',
    'password, user and server',
    'my password is not accepted',
    'The password is stored as a hash, with PBKDF2',
    'the password is case-sensitive',
    'the password is 8 characters long',
    'the token is valid for 60 minutes',
    'Access tokens: 3600 seconds or less?',
    'the secret is in Key Vault',
    'reset password: https://aka.ms/sspr',
    'password Office365 users',
    'password writeback fails with event 33004, error 0x80070005 and AADSTS50034',
    'the password of the sync account is AD-managed',
    'Is the password AES256-encrypted on its way?',
    'EnforceCloudPasswordPolicyForPasswordSyncedUsers=True and EnablePasswordReset=false',
    'bypass: the firewall, and compass: north',
    'ConvertTo-SecureString fails with an error',
    'ConvertTo-SecureString $secret -AsPlainText -Force',
    'Basic authentication and bearer authentication are off',
    'Authorization: Basic authentication is switched off',
    'https://example.com:8080/path?mail=bob@example.com',
    'SLACK_SIGNING_SECRET: must be set where SLACK_BOT_TOKEN is: SLACK_SIGNING_SECRET proves it',
    'SharedAccessKeyName=RootManageSharedAccessKey',
    'a thumbprint such as 8F43288AD272F3103B6FB1428485EA3014C0BCFE',
    'Why does password hash sync not work?',
    'How do I reset a password?',
    'Can passwords be cached for the sign-in page?',
    'The password field has an autocomplete attribute',
    'We need a service account whose password we know',
    'event 6311 on build 1.1.654.0',
    'https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-faq#a:b',
    'mail bob@example.com about the token signing certificate',
    'Register-AzureADConnectHealthADDSAgent -Credentials $cred',
    '',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});

test('several secrets go from one text', () => {
  const text = `password=${SECRET}1 and pwd=${SECRET}2, bearer ${SECRET}3`;
  expect(maskSecrets(text)).toBe('password=[masked] and pwd=[masked], bearer [masked]');
});
