// What many write by hand: Express, axios, parse and stringify.
import axios from 'axios';
import express from 'express';
import { announce } from './announce.mjs';

const app = express();
app.use(express.json());
app.all('/*path', async (req, res) => {
  const answer = await axios.get(process.env.UPSTREAM + req.path);
  res.json({ outcome: 'response', status: answer.status, data: answer.data });
});
announce((await import('node:http')).createServer(app));
