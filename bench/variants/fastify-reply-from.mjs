// A well-known proxy without any of the job: Fastify and @fastify/reply-from.
import replyFrom from '@fastify/reply-from';
import Fastify from 'fastify';

const app = Fastify();
await app.register(replyFrom, { base: process.env.UPSTREAM });
app.all('/*', (req, reply) => reply.from(req.url, { method: 'GET', body: null }));
await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ port: app.server.address().port });
