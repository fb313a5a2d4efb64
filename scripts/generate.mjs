// Makes the Prisma client from prisma/schema.prisma, without a download: npm run db:generate
import { generateClient } from './lib/generate.mjs';

await generateClient();
