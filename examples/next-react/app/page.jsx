import { Chat } from './chat.jsx';

/** `/`: rendered on the server, which needs no token; the chat connects in the browser. */
export default function Page() {
  return (
    <main>
      <h1>Ably with token authentication</h1>
      <Chat />
    </main>
  );
}
