/*
 * REPLACE THIS FILE. It stands for the users and the sessions of your app.
 *
 * With anything in its place: the identity comes from something that your server has verified, such as a session cookie
 * or a signed token; never from a `clientId` in the query, which any caller can choose.
 */

if (process.env.NODE_ENV === 'production') {
  console.error('users.js holds demo sessions, which everybody knows: replace it with the sessions of your app.');
  process.exit(1);
}

/** @typedef {{ id: string, rooms: string[] }} User */

/** @type {Map<string, User>} Anyone who reads this file can log in. */
const SESSIONS = new Map([
  ['demo-session-of-alice', { id: 'alice', rooms: ['lobby', 'staff'] }],
  ['demo-session-of-bob', { id: 'bob', rooms: ['lobby'] }],
  ['demo-session-of-carol', { id: 'carol', rooms: [] }],
]);

/**
 * The user who sent a request, by its `Authorization: Bearer <session>` header; undefined for nobody.
 *
 * @param {string | undefined} authorization
 */
export function userOf(authorization) {
  const session = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return session === undefined ? undefined : SESSIONS.get(session);
}

/**
 * What a user's token is for: whose it is, what it permits, and how long it lives in ms.
 *
 * @param {User} user
 */
export function tokenParamsOf({ id, rooms }) {
  return {
    clientId: id,
    capability: Object.fromEntries(rooms.map((room) => [`chat:${room}`, ['publish', 'subscribe', 'presence']])),
    ttl: 60 * 60 * 1000,
  };
}
