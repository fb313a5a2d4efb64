// The yardstick: node:http and undici.stream, doing nothing but passing the answer on.
import { createServer } from 'node:http';
import { Agent, stream } from 'undici';
import { announce } from './announce.mjs';

const dispatcher = new Agent({ connections: 64 });
const upstream = process.env.UPSTREAM;

announce(
  createServer((req, res) => {
    req.resume();
    stream(
      upstream + new URL(req.url, 'http://x').pathname,
      { method: 'GET', dispatcher, opaque: res },
      ({ statusCode, headers, opaque }) => {
        opaque.writeHead(statusCode, { 'content-type': headers['content-type'] });
        return opaque;
      },
    ).catch(() => res.destroy());
  }),
);
