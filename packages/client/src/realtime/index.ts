export { AuthConnection, type ChannelChange, type ConnectionOptions, type WebSocketLike } from './auth-connection.js';
export type { Listener } from './listeners.js';
export type { ChannelStatus, ConnectionStatus, StateChange, Timeouts } from './machine.js';
