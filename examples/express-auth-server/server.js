import express from 'express';
import * as ably from './ably.js';
import { tokenParamsOf, userOf } from './users.js';

const { HOST = 'localhost', PORT = '3000' } = process.env;
const app = express();
app.disable('x-powered-by');

// Anyone who asks for a token is a known user, and gets what that user may have. The query is not looked at: an Ably client
// sends the clientId and the capability that it wishes for, and anybody can wish.
app.use('/auth', (request, response, next) => {
  response.set('Cache-Control', 'no-store'); // a cache could hand one user's token to another, or a nonce out twice
  const user = userOf(request.get('authorization'));
  if (user === undefined) {
    response.set('WWW-Authenticate', 'Bearer');
    sendError(response, { code: 40100, statusCode: 401, message: 'not logged in' });
  } else if (user.rooms.length === 0) {
    // A 403 tells an Ably client to give up (RSA4d); after a 401 it may ask again.
    sendError(response, { code: 40300, statusCode: 403, message: 'this user has no access' });
  } else {
    response.locals.user = user;
    next();
  }
});

app.get('/auth/token-request', async (_request, response) => {
  response.json(await ably.tokenRequest(tokenParamsOf(response.locals.user)));
});

app.get('/auth/token', async (_request, response) => {
  response.json(await ably.token(tokenParamsOf(response.locals.user)));
});

app.get('/auth/jwt', async (_request, response) => {
  response.type('application/jwt').send(await ably.jwt(tokenParamsOf(response.locals.user)));
});

app.use((_request, response) => {
  sendError(response, { code: 40400, statusCode: 404, message: 'no such route' });
});

/** @type {express.ErrorRequestHandler} Express knows an error handler by its four parameters. */
const onError = (error, _request, response, _next) => {
  console.error(error);
  sendError(response, ably.publicError(error));
};
app.use(onError);

/**
 * @param {express.Response} response
 * @param {{ code: number, statusCode: number, message: string }} error
 */
function sendError(response, error) {
  response.status(error.statusCode).json({ error });
}

const server = app.listen(Number(PORT), HOST, (error) => {
  if (error) throw error;
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : PORT;
  console.log(`Listening on http://${HOST}:${port}`);
});
