export { AuthConnection, type ChannelChange, type Listener } from './auth-connection.js';
export type { ChannelStatus, ConnectionStatus, StateChange, Timeouts } from './machine.js';
export type { ConnectionOptions, WebSocketLike } from './options.js';
