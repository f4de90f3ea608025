// A STUN server (RFC 8489) that knows one answer, and one that hears and says nothing, as a firewall makes it.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const BINDING_SUCCESS = 0x0101
const XOR_MAPPED_ADDRESS = 0x0020
const COOKIE = 0x2112a442
/** An address from the range that is kept for examples. */
const MAPPED = [203, 0, 113, 7]

/** @param {Buffer} request */
const answerTo = (request) => {
  const answer = Buffer.alloc(32)
  answer.writeUInt16BE(BINDING_SUCCESS, 0)
  answer.writeUInt16BE(12, 2)
  request.copy(answer, 4, 4, 20)
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, 20)
  answer.writeUInt16BE(8, 22)
  answer.writeUInt8(1, 25)
  answer.writeUInt16BE(40000 ^ (COOKIE >>> 16), 26)
  answer.writeUInt32BE((Buffer.from(MAPPED).readUInt32BE() ^ COOKIE) >>> 0, 28)
  return answer
}

/** @param {boolean} answers */
export const stunServer = async (answers) => {
  const socket = createSocket('udp4')
  socket.on('message', (request, from) => {
    if (answers && request.length >= 20) socket.send(answerTo(request), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { url: `stun:127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}
