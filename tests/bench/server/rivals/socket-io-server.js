// A room server on Express and Socket.IO, as tutorials build one: rooms of two, offers and candidates to the other one.
// node --expose-gc socket-io-server.js PORT
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const express = require('express');
const http = require('http');
const { Server } = require('socket.io');

const app = express();
const server = http.createServer(app);
const io = new Server(server);

app.get('/', (request, response) => response.send('ok'));

io.on('connection', socket => {
  socket.on('join', roomId => {
    const people = io.sockets.adapter.rooms.get(roomId)?.size ?? 0;
    if (people === 0) {
      socket.join(roomId);
      socket.emit('room_created', roomId);
    } else if (people === 1) {
      socket.join(roomId);
      socket.emit('room_joined', roomId);
    } else {
      socket.emit('full_room', roomId);
    }
  });
  socket.on('relay', event => socket.broadcast.to(event.roomId).emit('relay', event));
});

process.on('SIGUSR2', () => global.gc());
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
