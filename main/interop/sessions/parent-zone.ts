/** A parent whose delegations are right, lack a name server, name another, or one too many; ours are ns1 and ns2.example.net. */
export const PARENT = `$ORIGIN test.
$TTL 300
@ SOA ns hostmaster 1 3600 900 604800 300
@ NS ns
ns A 127.0.0.1
right NS ns1.example.net.
right NS NS2.example.net.
missing NS ns1.example.net.
wrong NS old.example.net.
extra NS ns1.example.net.
extra NS ns2.example.net.
extra NS ns3.example.net.
deep.under NS ns1.example.net.
deep.under NS ns2.example.net.
`;
