export {
  AuthConnection,
  type ChannelChange,
  type ConnectionOptions,
  type Listener,
  type WebSocketLike,
} from './auth-connection.js';
export type { ChannelStatus, ConnectionStatus, StateChange, Timeouts } from './machine.js';
