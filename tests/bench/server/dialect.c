/* What is said to each of the servers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dialect.h"

#include <string.h>

/* A sealed HELLO or WELCOME: about so long. */
#define GREETING_BYTES 480

/* --- hearth-server ---------------------------------------------------------------------------------------------------------- */

static char *
make_sealed (gsize length)
{
  return g_strnfill (length & ~(gsize) 3, 'A');
}

/* 22 characters of base64url, the last with its unused bits zero. */
static void
make_room_id (guint number,
              char *id)
{
  g_snprintf (id, 23, "room%017uA", number);
}

static void
hearth_begin (Conversation *self)
{
  char room[23];
  g_autofree char *text = NULL;

  make_room_id (self->room, room);
  if (self->first)
    {
      text = g_strdup_printf ("{\"type\":\"open\",\"v\":1,\"room\":\"%s\"}", room);
    }
  else
    {
      g_autofree char *hello = make_sealed (GREETING_BYTES);

      text = g_strdup_printf ("{\"type\":\"knock\",\"v\":1,\"room\":\"%s\",\"payload\":\"%s\"}", room, hello);
    }
  self->send (self, text);
}

static void
hearth_admit (Conversation *self,
              const char   *text)
{
  const char *from = strstr (text, "\"from\":\"");
  g_autofree char *welcome = make_sealed (GREETING_BYTES);
  g_autofree char *admit = NULL;

  g_assert_nonnull (from);
  g_strlcpy (self->other->id, from + strlen ("\"from\":\""), sizeof self->other->id);
  admit = g_strdup_printf ("{\"type\":\"admit\",\"to\":\"%s\",\"payload\":\"%s\"}", self->other->id, welcome);
  self->send (self, admit);
}

static Hearing
hearth_hear (Conversation *self,
             const char   *text)
{
  if (strstr (text, "\"relay\"") != NULL)
    return HEARING_MESSAGE;
  if (strstr (text, "\"opened\"") != NULL || strstr (text, "\"admit\"") != NULL)
    return HEARING_READY;
  if (strstr (text, "\"deny\"") != NULL || strstr (text, "\"error\"") != NULL)
    return HEARING_REFUSED;
  if (strstr (text, "\"knock\"") != NULL)
    hearth_admit (self, text);

  return HEARING_NOTHING;
}

static char *
hearth_say (Conversation *self,
            gint64        stamp,
            gsize         length)
{
  GString *text = g_string_new (NULL);
  gsize begin;

  g_string_append_printf (text, "{\"type\":\"relay\",\"to\":\"%s\",\"payload\":\"", self->other->id);
  begin = text->len;
  g_string_append_printf (text, STAMP_MARK "%0*" G_GINT64_FORMAT "AA", STAMP_DIGITS, stamp);
  while (text->len < length - 2 || (text->len - begin) % 4 != 0)
    g_string_append_c (text, 'A');

  return g_string_free (g_string_append (text, "\"}"), FALSE);
}

/* --- ws --------------------------------------------------------------------------------------------------------------------- */

static void
ws_begin (Conversation *self)
{
  g_autofree char *text = g_strdup_printf ("{\"type\":\"join\",\"roomId\":\"room%u\"}", self->room);

  self->send (self, text);
}

static Hearing
ws_hear (Conversation *self,
         const char   *text)
{
  if (strstr (text, "\"relay\"") != NULL)
    return HEARING_MESSAGE;
  if (strstr (text, "room_created") != NULL || strstr (text, "room_joined") != NULL)
    return HEARING_READY;

  return strstr (text, "full_room") != NULL ? HEARING_REFUSED : HEARING_NOTHING;
}

static char *
fill (GString    *text,
      gint64      stamp,
      gsize       length,
      const char *end)
{
  g_string_append_printf (text, STAMP_MARK "%0*" G_GINT64_FORMAT, STAMP_DIGITS, stamp);
  while (text->len + strlen (end) < length)
    g_string_append_c (text, 'A');

  return g_string_free (g_string_append (text, end), FALSE);
}

static char *
ws_say (Conversation *self,
        gint64        stamp,
        gsize         length)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"type\":\"relay\",\"roomId\":\"room%u\",\"payload\":\"", self->room);

  return fill (text, stamp, length, "\"}");
}

/* --- Socket.IO (protocol 5 on Engine.IO 4) ---------------------------------------------------------------------------------- */

static Hearing
socket_io_hear (Conversation *self,
                const char   *text)
{
  if (g_str_equal (text, "2"))
    {
      self->send (self, "3");
      return HEARING_NOTHING;
    }
  if (*text == '0')
    {
      self->send (self, "40");
      return HEARING_NOTHING;
    }
  if (g_str_has_prefix (text, "40"))
    {
      g_autofree char *join = g_strdup_printf ("42[\"join\",\"room%u\"]", self->room);

      self->send (self, join);
      return HEARING_NOTHING;
    }

  return ws_hear (self, text);
}

static char *
socket_io_say (Conversation *self,
               gint64        stamp,
               gsize         length)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "42[\"relay\",{\"roomId\":\"room%u\",\"payload\":\"", self->room);

  return fill (text, stamp, length, "\"}]");
}

static const Dialect dialects[] = {
  { "hearth", "/ws", hearth_begin, hearth_hear, hearth_say },
  { "socket.io", "/socket.io/?EIO=4&transport=websocket", NULL, socket_io_hear, socket_io_say },
  { "ws", "/ws", ws_begin, ws_hear, ws_say },
};

const Dialect *
dialect_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    if (g_str_equal (dialects[i].name, name))
      return &dialects[i];

  return NULL;
}
