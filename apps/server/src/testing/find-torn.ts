import { openDatabase } from '@jackfield/db';
import { readApiDocument, readCallDocument, readFingerprint } from '../stored-documents.ts';

/** Each counts what a change that was made by half would leave. */
const TORN: Record<string, string> = {
  'a call whose versions are not its audit rows': `SELECT id FROM call c WHERE version <>
    (SELECT count(*) FROM audit_event e WHERE e."subjectId" = c.id AND e.action LIKE 'call.%')`,
  'an API whose versions are not its audit rows': `SELECT id FROM api a WHERE version <>
    (SELECT count(*) FROM audit_event e WHERE e."subjectId" = a.id AND e.action LIKE 'api.%')`,
  'a shape whose versions are not its audit rows': `SELECT s.id FROM shape s WHERE version <>
    (SELECT count(*) FROM audit_event e WHERE e."subjectId" = s."callId" AND e.action = 'shape.save')`,
  'a secret whose versions are not its audit rows': `SELECT id FROM secret s WHERE version <>
    (SELECT count(*) FROM audit_event e WHERE e."subjectId" = s.id AND e.action = 'secret.set')`,
  'a token whose rows in the audit are not one for each change': `SELECT id FROM token t WHERE
    1 + ("revokedAt" IS NOT NULL)::int <> (SELECT count(*) FROM audit_event e WHERE e."subjectId" = t.id)`,
  'an audit row of something that was never made': `SELECT "subjectId" AS id FROM audit_event e WHERE
    action = 'call.create' AND NOT EXISTS (SELECT 1 FROM call c WHERE c.id = e."subjectId") OR
    action = 'api.create' AND NOT EXISTS (SELECT 1 FROM api a WHERE a.id = e."subjectId") OR
    action = 'token.create' AND NOT EXISTS (SELECT 1 FROM token t WHERE t.id = e."subjectId")`,
  'a secret without its owner': `SELECT id FROM secret s WHERE NOT CASE s."ownerType"
    WHEN 'api' THEN EXISTS (SELECT 1 FROM api a WHERE a.id = s."ownerId")
    WHEN 'call' THEN EXISTS (SELECT 1 FROM call c WHERE c.id = s."ownerId")
    ELSE s."ownerId" = s."projectId" END`,
  'a person without password, workspace, project or environments': `SELECT u.id FROM "user" u WHERE
    NOT EXISTS (SELECT 1 FROM account a WHERE a."userId" = u.id AND a.password IS NOT NULL) OR
    2 <> (SELECT count(*) FROM member m JOIN project p ON p."workspaceId" = m."organizationId"
      JOIN environment e ON e."projectId" = p.id WHERE m."userId" = u.id)`,
};

/** What is half-written in a database that no server uses now, one sentence each. Throws when a document cannot be read. */
export async function findTorn(where: { url?: string; dataFolder?: string }): Promise<string[]> {
  const database = await openDatabase(where);
  try {
    const { prisma } = database;
    const found: string[] = [];
    for (const [what, query] of Object.entries(TORN)) {
      const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(query);
      for (const { id } of rows) found.push(`${what}: ${id}`);
    }
    for (const { document } of await prisma.call.findMany()) readCallDocument(document);
    for (const { document } of await prisma.api.findMany()) readApiDocument(document);
    for (const { fingerprint } of await prisma.shape.findMany()) readFingerprint(fingerprint);
    return found;
  } finally {
    await database.close();
  }
}
