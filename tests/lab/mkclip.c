/* mkclip WIDTH HEIGHT SECONDS FILE: what a virtual camera would give at 30 pictures a second, as a .y4m file (4:2:0) for a browser's
 * --use-file-for-fake-video-capture. The stamps count from 0 and make each picture of the clip different from every other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "lab-picture.h"

#define RATE 30

static void
write_picture (FILE         *file,
               const guint8 *yuy2,
               int           width,
               int           height)
{
  fputs ("FRAME\n", file);
  for (int i = 0; i < width * height; i++)
    putc (yuy2[2 * i], file);

  /* Every second row's chroma; the upper row of each pair serves for both. */
  for (int offset = 1; offset <= 3; offset += 2)
    for (int y = 0; y < height; y += 2)
      for (int x = 0; x < width; x += 2)
        putc (yuy2[(y * width + x) * 2 + offset], file);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (LabPicture) picture = NULL;
  g_autofree guint8 *pixels = NULL;
  int width, height, seconds;
  FILE *file;

  setlocale (LC_ALL, "");
  if (argc != 5)
    {
      g_printerr ("mkclip: WIDTH HEIGHT SECONDS FILE, please\n");
      return 2;
    }
  width = atoi (argv[1]);
  height = atoi (argv[2]);
  seconds = CLAMP (atoi (argv[3]), 1, 60);

  picture = lab_picture_new (width, height, 1);
  file = fopen (argv[4], "wb");
  if (picture == NULL || file == NULL)
    {
      g_printerr ("mkclip: %s cannot be written\n", argv[4]);
      return 1;
    }

  pixels = g_malloc ((gsize) width * (gsize) height * 2);
  fprintf (file, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n", width, height, RATE);
  for (gint64 i = 0; i < (gint64) seconds * RATE; i++)
    {
      lab_picture_draw (picture, pixels, 2 * width, i * G_USEC_PER_SEC / RATE);
      write_picture (file, pixels, width, height);
    }

  return fclose (file) == 0 ? 0 : 1;
}
