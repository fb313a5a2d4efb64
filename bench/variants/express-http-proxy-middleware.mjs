// A well-known proxy without any of the job: Express and http-proxy-middleware.
import { Agent, createServer } from 'node:http';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { announce } from './announce.mjs';

const app = express();
app.use(
  createProxyMiddleware({ target: process.env.UPSTREAM, changeOrigin: true, agent: new Agent({ keepAlive: true }) }),
);
announce(createServer(app));
