export { visible } from '@ably-auth/validation/internal';
