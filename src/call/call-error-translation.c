/* What the layers below report, as one of our errors: see call-error.h. Apart from the domain itself, which needs none of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-error.h"

#include "media/media-error.h"
#include "peer/peer-error.h"
#include "protocol/protocol-error.h"
#include "room/room-error.h"
#include "signalling/signalling-error.h"

static HearthCallError
translate_room (int code)
{
  switch ((HearthRoomError) code)
    {
    case HEARTH_ROOM_ERROR_NO_SUCH_ROOM:
      return HEARTH_CALL_ERROR_NO_SUCH_ROOM;
    case HEARTH_ROOM_ERROR_FULL:
      return HEARTH_CALL_ERROR_FULL;
    case HEARTH_ROOM_ERROR_LOCKED:
      return HEARTH_CALL_ERROR_LOCKED;
    case HEARTH_ROOM_ERROR_REFUSED:
      return HEARTH_CALL_ERROR_REFUSED;
    case HEARTH_ROOM_ERROR_BANNED:
      return HEARTH_CALL_ERROR_BANNED;
    case HEARTH_ROOM_ERROR_EXPIRED:
      return HEARTH_CALL_ERROR_EXPIRED;
    case HEARTH_ROOM_ERROR_VERSION:
      return HEARTH_CALL_ERROR_VERSION;
    case HEARTH_ROOM_ERROR_HOST_LEFT:
      return HEARTH_CALL_ERROR_HOST_LEFT;
    case HEARTH_ROOM_ERROR_HOST_LOST:
      return HEARTH_CALL_ERROR_HOST_LOST;
    case HEARTH_ROOM_ERROR_TIMEOUT:
      return HEARTH_CALL_ERROR_TIMEOUT;
    case HEARTH_ROOM_ERROR_IMPOSTOR:
      return HEARTH_CALL_ERROR_IMPOSTOR;
    case HEARTH_ROOM_ERROR_REMOVED:
      return HEARTH_CALL_ERROR_REMOVED;
    default:
      return HEARTH_CALL_ERROR_INTERNAL;
    }
}

static HearthCallError
translate_signalling (int code)
{
  switch ((HearthSignallingError) code)
    {
    case HEARTH_SIGNALLING_ERROR_TLS:
      return HEARTH_CALL_ERROR_SERVER_TLS;
    case HEARTH_SIGNALLING_ERROR_NOT_A_SERVER:
      return HEARTH_CALL_ERROR_NOT_A_SERVER;
    case HEARTH_SIGNALLING_ERROR_UNREACHABLE:
    case HEARTH_SIGNALLING_ERROR_LOST:
    case HEARTH_SIGNALLING_ERROR_ADDRESS:
    case HEARTH_SIGNALLING_ERROR_CONFIG:
    default:
      return HEARTH_CALL_ERROR_SERVER;
    }
}

static HearthCallError
translate_peer (int code)
{
  switch ((HearthPeerError) code)
    {
    case HEARTH_PEER_ERROR_UNREACHABLE:
      return HEARTH_CALL_ERROR_UNREACHABLE;
    case HEARTH_PEER_ERROR_CERTIFICATE:
      return HEARTH_CALL_ERROR_IMPOSTOR;
    case HEARTH_PEER_ERROR_DESCRIPTION:
    case HEARTH_PEER_ERROR_INTERNAL:
    default:
      return HEARTH_CALL_ERROR_INTERNAL;
    }
}

static HearthCallError
translate_protocol (int code)
{
  return code == HEARTH_PROTOCOL_ERROR_VERSION ? HEARTH_CALL_ERROR_LINK_VERSION : HEARTH_CALL_ERROR_LINK;
}

GError *
hearth_call_error_translate (const GError *error)
{
  HearthCallError code = HEARTH_CALL_ERROR_INTERNAL;

  if (error == NULL)
    return NULL;

  if (error->domain == HEARTH_CALL_ERROR)
    return g_error_copy (error);
  if (error->domain == HEARTH_ROOM_ERROR)
    code = translate_room (error->code);
  else if (error->domain == HEARTH_SIGNALLING_ERROR)
    code = translate_signalling (error->code);
  else if (error->domain == HEARTH_PEER_ERROR)
    code = translate_peer (error->code);
  else if (error->domain == HEARTH_PROTOCOL_ERROR)
    code = translate_protocol (error->code);
  else if (error->domain == HEARTH_MEDIA_ERROR)
    code = HEARTH_CALL_ERROR_MEDIA;

  return g_error_new_literal (HEARTH_CALL_ERROR, code, error->message);
}
