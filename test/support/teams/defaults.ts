/** The world of the tests: one app in one tenant, some people. None of it exists. */
export const APP = {
  id: '11111111-1111-4111-8111-111111111111',
  password: 'fake-client-secret',
  /** Our account in every conversation. */
  account: '28:11111111-1111-4111-8111-111111111111',
  name: 'Connect Desk',
} as const;

export const TENANT = '22222222-2222-4222-8222-222222222222';
export const OTHER_TENANT = '33333333-3333-4333-8333-333333333333';

export interface Person {
  /** Their account, as conversations name it. */
  id: string;
  aadObjectId: string;
  name: string;
}

export const USER: Person = { id: '29:ada', aadObjectId: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', name: 'Ada Admin' };
export const OTHER: Person = { id: '29:otto', aadObjectId: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', name: 'Otto Other' };

export const PERSONAL = 'a:1personal-ada';
export const PERSONAL_OTHER = 'a:1personal-otto';
export const GROUP = '19:group@thread.v2';
export const CHANNEL = '19:general@thread.tacv2';
export const TEAM = '19:team@thread.tacv2';
