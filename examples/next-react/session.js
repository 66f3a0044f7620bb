/**
 * REPLACE THIS FILE with the sessions of your app, such as those of Auth.js. This one is for trying it out: it accepts
 * any name in the cookie, and refuses everyone in production.
 *
 * @param {Request} request
 */
export async function userOf(request) {
  const name = /\bdemo-user=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  if (process.env.NODE_ENV === 'production' || name === undefined) return undefined;
  return { id: name };
}
