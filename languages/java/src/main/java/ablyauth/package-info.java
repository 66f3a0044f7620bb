/**
 * Signs and verifies Ably TokenRequests and JWTs, by the typed specification of Ably's token
 * authentication.
 */
package ablyauth;
