// A room server on ws, as tutorials build one: rooms of two, JSON, a heartbeat. node --expose-gc ws-server.js PORT
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const http = require('http');
const { WebSocketServer, WebSocket } = require('ws');

const rooms = new Map();
const server = http.createServer((request, response) => response.end('ok\n'));
const sockets = new WebSocketServer({ server, path: '/ws' });

function join(socket, name) {
  const room = rooms.get(name) ?? new Set();
  if (room.size >= 2) {
    socket.send(JSON.stringify({ type: 'full_room', roomId: name }));
    return;
  }
  socket.send(JSON.stringify({ type: room.size === 0 ? 'room_created' : 'room_joined', roomId: name }));
  room.add(socket);
  rooms.set(name, room);
  socket.room = name;
}

function leave(socket) {
  const room = rooms.get(socket.room);
  if (room === undefined)
    return;
  room.delete(socket);
  if (room.size === 0)
    rooms.delete(socket.room);
}

sockets.on('connection', socket => {
  socket.isAlive = true;
  socket.on('pong', () => { socket.isAlive = true; });
  socket.on('close', () => leave(socket));
  socket.on('error', console.error);
  socket.on('message', data => {
    const message = JSON.parse(data);
    if (message.type === 'join') {
      join(socket, message.roomId);
      return;
    }
    for (const other of rooms.get(message.roomId) ?? []) {
      if (other !== socket && other.readyState === WebSocket.OPEN)
        other.send(JSON.stringify(message));
    }
  });
});

setInterval(() => {
  for (const socket of sockets.clients) {
    if (!socket.isAlive) {
      socket.terminate();
      continue;
    }
    socket.isAlive = false;
    socket.ping();
  }
}, 30000);

process.on('SIGUSR2', () => global.gc());
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
