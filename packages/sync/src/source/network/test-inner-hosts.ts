/**
 * Ways to write an address that is none of the public internet, each of which some parser, library or cloud takes for one
 * (security §4.5, 69). For the tests of every door through which we connect to what somebody typed.
 */
export const innerHosts: readonly string[] = [
  // This machine: short, decimal, octal and hexadecimal forms, trailing dots, other digits than those of ASCII.
  ...["127.0.0.1", "127.1", "127.0.1", "127.0.0.1.", "127.255.255.254", "2130706433", "2130706433."],
  ...[
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0X7F.0.0.0x1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "00177.0.0.1",
  ],
  ...["127.0x0.0.1", "①②⑦.0.0.1", "１２７.０.０.１", "127。0。0。1", "0", "0.0.0.0", "0x0", "00", "0.1.2.3"],
  // Private networks.
  ...[
    "10.0.0.1",
    "10.1",
    "012.0.0.1",
    "0xa.0.0.1",
    "167772161",
    "172.16.0.1",
    "172.31.255.255",
    "2886729729",
  ],
  ...[
    "192.168.1.1",
    "192.168.257",
    "0xC0.0xA8.1.1",
    "0300.0250.1.1",
    "3232235777",
    "100.64.0.1",
    "100.127.255.255",
  ],
  // Where clouds keep the keys of a machine.
  ...["169.254.169.254", "0xA9FEA9FE", "2852039166", "0251.0376.0251.0376", "169.254.43518", "169.254.1.1"],
  ...[
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "fd00:ec2::254",
    "[::ffff:a9fe:a9fe]",
    "fe80::a9fe:a9fe",
  ],
  // Addresses that belong to nobody or to everybody.
  ...[
    "192.0.0.8",
    "198.18.0.1",
    "198.19.255.255",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
  ],
  ...["4294967295", "0xffffffff", "192.0.2.1", "198.51.100.1", "203.0.113.9"],
  // IPv6, with zones, and with an IPv4 address inside.
  ...[
    "::1",
    "[::1]",
    "::",
    "[::]",
    "0:0:0:0:0:0:0:1",
    "[0000:0000::0001]",
    "fe80::1",
    "fe80::1%eth0",
    "[fe80::1%25eth0]",
  ],
  ...["::1%1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "100::1", "3fff::1", "2001:db8::1"],
  ...[
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "[::ffff:7f00:1]",
    "::ffff:0:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
  ],
  ...[
    "64:ff9b::7f00:1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::10.0.0.1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
  ],
  // Not a host: a password, a path or another host is smuggled in.
  ...[
    "public.example@127.0.0.1",
    "kim:secret@10.0.0.1",
    "127.0.0.1:22",
    "127.0.0.1/x",
    "127.0.0.1#@public.example",
  ],
  ...[
    "127.0.0.1\\@public.example",
    "127.0.0.1 ",
    " 127.0.0.1",
    "127.0.0.1%00.public.example",
    "127.0.0.1%2f",
    "\t::1",
  ],
];
