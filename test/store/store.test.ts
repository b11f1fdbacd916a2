import { afterAll, beforeAll } from '@jest/globals';
import { storeContract } from './contract.ts';
import { modelContract } from './model.ts';
import { inboxModelContract } from './modelInbox.ts';
import { pgliteKind } from './pglite.ts';
import { sqliteFile, sqliteMemory } from './site.ts';

const pglite = pgliteKind();
beforeAll(() => pglite.start(), 60_000);
afterAll(() => pglite.stop());

storeContract(sqliteMemory);
storeContract(sqliteFile);
storeContract(pglite.kind);

modelContract(sqliteMemory, 60);
modelContract(pglite.kind, 15);
inboxModelContract(sqliteMemory, 60);
inboxModelContract(pglite.kind, 15);
