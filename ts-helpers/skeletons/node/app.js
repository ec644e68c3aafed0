import * as Sentry from '@sentry/node';
import express from 'express';
import {database} from './database.js';
import {page} from './page.js';

export const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({extended: false}));

app.get('/', (request, response) => {
  response.send(page({isSent: 'sent' in request.query}));
});

app.post('/', async (request, response) => {
  const {name = '', email = '', text = ''} = request.body ?? {};
  if (name === '' || text === '' || !email.includes('@')) {
    response.status(400).send(page({problem: 'Enter a name, a valid email address and a text.'}));
    return;
  }
  await database.query('insert into message (name, email, text) values ($1, $2, $3)', [name, email, text]);
  response.redirect(303, '/?sent');
});

/** Answers only where the database does. */
app.get('/health', async (_, response) => {
  await database.query('select 1');
  response.type('text').send('ok\n');
});

Sentry.setupExpressErrorHandler(app);
