/** The zone of the rehearsal: a few records of most kinds. `.test` is reserved for such use (RFC 6761 §6.2). */
export const SAMPLE_ZONE = `$ORIGIN rehearsal.test.
$TTL 3600
@        SOA    ns1.rehearsal.test. hostmaster.rehearsal.test. 1 86400 7200 6652800 3600
@        NS     ns1
@        NS     ns2
@        A      192.0.2.10
@        AAAA   2001:db8::10
@        MX     10 mail
@        TXT    "v=spf1 mx -all"
@        CAA    0 issue "letsencrypt.org"
_dmarc   TXT    "v=DMARC1; p=reject; rua=mailto:dmarc@rehearsal.test"
ns1      A      192.0.2.53
ns2      A      198.51.100.53
mail     A      192.0.2.25
mail     AAAA   2001:db8::25
www      CNAME  @
*.dev    CNAME  www
_sip._tcp SRV   0 5 5060 sip
sip      300 A  192.0.2.60
sip      300 A  192.0.2.61
`;
