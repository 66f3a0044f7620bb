'use client';

import * as Ably from 'ably';
import { AblyProvider, useAbly } from 'ably/react';
import { useEffect, useState } from 'react';

/** Connects while it is shown. The client asks the route handler for a token, and for another before that one expires. */
export function Chat() {
  const [client, setClient] = useState();
  const [{ current, reason }, setState] = useState({ current: 'connecting' });
  useEffect(() => {
    // For a local sandbox instead of Ably, add: endpoint: 'localhost', port: 8080, tls: false
    const ably = new Ably.Realtime({ authUrl: '/api/ably' });
    ably.connection.on(setState);
    setClient(ably);
    return () => {
      ably.connection.off(setState);
      ably.close();
    };
  }, []);
  if (current !== 'connected') {
    // An error of the auth server is the cause of the one that the client reports.
    return <p role="status">{reason ? `${current}: ${(reason.cause ?? reason).message}` : current}</p>;
  }
  return (
    <AblyProvider client={client}>
      <Room />
    </AblyProvider>
  );
}

/** The hooks of `ably/react` work here. */
function Room() {
  const { auth } = useAbly();
  return <p role="status">connected as {auth.clientId}</p>;
}
